package dev.grader.api.member;

import dev.grader.api.audit.AuditLog;
import dev.grader.api.course.CourseAccess.Access;
import dev.grader.api.course.CourseRole;
import dev.grader.api.digest.Sha256;
import dev.grader.api.member.MemberChanges.MemberChange;
import dev.grader.api.member.MemberStore.Known;
import dev.grader.api.person.Role;
import dev.grader.core.person.LoginRule;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes everybody of a list a member of a course, all of it or nothing. Nobody is removed. People are made and named by
 * administrators only, since both hold on the whole site; who is new gets the same role there as in the course.
 */
@Singleton
public class MemberDesk {
    private static final int SHOWN = 50;
    private static final String LOGIN = "login";
    private static final String NAME = "name";

    private final MemberStore store;
    private final AuditLog audit;
    private final InstantSource clock;

    MemberDesk(MemberStore store, AuditLog audit, InstantSource clock) {
        this.store = store;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Who is to be a member.
     *
     * @param name empty: as it is, and for somebody new the login
     * @param role empty: as it is, and for who is no member yet student
     */
    record Wanted(String login, Optional<String> name, Optional<CourseRole> role) {}

    /**
     * What is to be done with the list.
     *
     * @param preview whether nothing is to be changed yet
     * @param expected preview that was agreed to; null for whatever it changes now
     */
    record Wish(boolean preview, @Nullable String expected) {}

    /**
     * Adds and changes members.
     *
     * @throws ProblemException INVALID_REQUEST with all mistakes as its member {@code errors}; CONFLICT when it would change
     *     something else than was expected
     */
    @Transactional(Transactional.TxType.MANDATORY)
    MemberChanges put(Access access, List<Wanted> wanted, Wish wish) {
        List<MemberMistake> mistakes = mistakes(wanted);
        requireNone(mistakes);
        long courseId = access.course().id();
        List<String> logins = wanted.stream().map(Wanted::login).toList();
        if (!wish.preview()) {
            store.lock(courseId, logins);
        }
        Map<String, Known> known = store.known(courseId, logins);
        boolean mayName = access.caller().isAdmin();
        List<MemberChange> changes = new ArrayList<>();
        List<String> otherNames = new ArrayList<>();
        for (int place = 0; place < wanted.size(); place++) {
            Wanted member = wanted.get(place);
            Known person = known.get(member.login());
            Optional<String> mistake = mistake(member.login(), person, mayName);
            if (mistake.isPresent()) {
                mistakes.add(new MemberMistake(place, LOGIN, mistake.get()));
                continue;
            }
            change(member, person, mayName).ifPresent(changes::add);
            if (person != null && !mayName && isOtherwise(member, person)) {
                otherNames.add(member.login());
            }
        }
        requireNone(mistakes);
        MemberChanges result = new MemberChanges(
                !wish.preview(), digest(changes), changes, wanted.size() - changes.size(), otherNames);
        if (!wish.preview()) {
            requireExpected(wish, result);
            apply(access, changes);
        }
        return result;
    }

    private static List<MemberMistake> mistakes(List<Wanted> wanted) {
        List<MemberMistake> mistakes = new ArrayList<>();
        Map<String, Integer> places = new HashMap<>();
        for (int place = 0; place < wanted.size(); place++) {
            String login = wanted.get(place).login();
            Integer other = places.putIfAbsent(login, place);
            if (!LoginRule.allows(login)) {
                mistakes.add(new MemberMistake(place, LOGIN, LoginRule.WORDS));
            } else if (other != null) {
                mistakes.add(new MemberMistake(
                        place,
                        LOGIN,
                        "'" + login + "' is in the list already, in place " + (other + 1) + "; keep one"));
            }
            if (wanted.get(place).name().filter(MemberDesk::isNoName).isPresent()) {
                mistakes.add(new MemberMistake(
                        place, NAME, "must be one line with something in it; leave it out if it is not known"));
            }
        }
        return mistakes;
    }

    private static boolean isNoName(String name) {
        return name.isBlank() || name.chars().anyMatch(Character::isISOControl);
    }

    private static Optional<String> mistake(String login, @Nullable Known person, boolean mayMake) {
        if (person == null) {
            return mayMake
                    ? Optional.empty()
                    : Optional.of("there is no person '" + login
                            + "'. Correct the login, or ask an administrator, who makes people: one by one, or with a list"
                            + " like this one");
        }
        return person.role() == Role.WORKER
                ? Optional.of("'" + login + "' is a worker, which cannot be a member of a course")
                : Optional.empty();
    }

    private static Optional<MemberChange> change(Wanted member, @Nullable Known person, boolean mayName) {
        if (person == null) {
            return Optional.of(new MemberChange(
                    member.login(),
                    true,
                    member.name().orElse(member.login()),
                    null,
                    member.role().orElse(CourseRole.STUDENT),
                    null));
        }
        boolean isRenamed = mayName && isOtherwise(member, person);
        CourseRole role = member.role().or(person::membership).orElse(CourseRole.STUDENT);
        if (!isRenamed && person.membership().equals(Optional.of(role))) {
            return Optional.empty();
        }
        return Optional.of(new MemberChange(
                person.login(),
                false,
                isRenamed ? member.name().orElse(person.name()) : person.name(),
                isRenamed ? person.name() : null,
                role,
                person.membership().orElse(null)));
    }

    private static boolean isOtherwise(Wanted member, Known person) {
        return member.name().filter(name -> !name.equals(person.name())).isPresent();
    }

    private static void requireNone(List<MemberMistake> mistakes) {
        if (!mistakes.isEmpty()) {
            throw new ProblemException(
                    Problem.INVALID_REQUEST,
                    mistakes.stream()
                                    .limit(SHOWN)
                                    .map(mistake -> "members[" + mistake.member() + "], " + mistake.column() + ": "
                                            + mistake.message())
                                    .collect(Collectors.joining("\n"))
                            + "\nNothing was changed.",
                    Map.of("errors", mistakes.stream().limit(SHOWN).toList(), "mistakes", mistakes.size()));
        }
    }

    private static void requireExpected(Wish wish, MemberChanges result) {
        if (wish.expected() != null && !wish.expected().equals(result.preview())) {
            throw changedMeanwhile();
        }
    }

    private static ProblemException changedMeanwhile() {
        return new ProblemException(
                Problem.CONFLICT,
                "The members have changed meanwhile, and this would do something else now. Nothing was changed; look at the"
                        + " preview again.");
    }

    private void apply(Access access, List<MemberChange> changes) {
        if (changes.isEmpty()) {
            return;
        }
        long courseId = access.course().id();
        List<MemberChange> people =
                changes.stream().filter(MemberChange::newPerson).toList();
        List<MemberChange> members =
                changes.stream().filter(MemberChange::joins).toList();
        if (store.makePeople(people, clock.instant()) != people.size()) {
            throw changedMeanwhile();
        }
        store.rename(
                changes.stream().filter(change -> change.nameBefore() != null).toList());
        if (store.join(courseId, members) != members.size()) {
            throw changedMeanwhile();
        }
        store.changeRoles(
                courseId,
                changes.stream()
                        .filter(change -> !change.joins() && change.role() != change.roleBefore())
                        .toList());
        record(access, changes);
    }

    /** Who is a student decides whose row is in the gradebook. */
    void record(Access access, List<MemberChange> changes) {
        audit.record(
                access.course().id(),
                access.caller().id(),
                "members changed",
                changes.size() == 1 ? changes.getFirst().login() : changes.size() + " members",
                "",
                Map.of("changes", changes));
    }

    private static String digest(List<MemberChange> changes) {
        return Sha256.of(changes.stream()
                .map(change -> String.join(
                        "\t",
                        change.login(),
                        Boolean.toString(change.newPerson()),
                        change.name(),
                        String.valueOf(change.nameBefore()),
                        change.role().name(),
                        String.valueOf(change.roleBefore())))
                .collect(Collectors.joining("\n")));
    }
}
