package dev.grader.api.upload;

import dev.grader.api.assignment.Assignment;
import dev.grader.api.course.Memberships;
import dev.grader.api.person.People;
import dev.grader.api.person.Person;
import dev.grader.api.team.Teams;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.List;

/**
 * Whose work an upload is: where an assignment is done in teams, everybody's who is in the student's team now. A student
 * without a team, or staff trying it out, hand in alone.
 */
@Singleton
class Authors {
    private final Teams teams;
    private final Memberships memberships;
    private final People people;

    Authors(Teams teams, Memberships memberships, People people) {
        this.teams = teams;
        this.memberships = memberships;
        this.people = people;
    }

    /** In the order of their ids. */
    List<Person> of(Assignment assignment, long personId) {
        return ids(assignment, personId).stream().map(people::findById).toList();
    }

    /**
     * The same, and whoever else submits for one of them, or changes their team, waits until this transaction ends. Everybody
     * locks in the order of the ids, so that no two wait for each other.
     *
     * @throws ProblemException NOT_FOUND when the student has left the course, CONFLICT when the team has just changed
     */
    @Transactional(Transactional.TxType.MANDATORY)
    List<Person> lock(Assignment assignment, long personId) {
        List<Long> ids = ids(assignment, personId);
        long course = assignment.course().id();
        for (long id : ids) {
            if (memberships.lock(course, id).isEmpty()) {
                throw new ProblemException(
                        Problem.NOT_FOUND,
                        "Only members of '" + assignment.course().slug() + "' may submit.");
            }
        }
        if (!ids.equals(ids(assignment, personId))) {
            throw new ProblemException(
                    Problem.CONFLICT,
                    "Your team has changed just now. Look who is in it, and submit again; bytes and time are kept.");
        }
        return of(assignment, personId);
    }

    private List<Long> ids(Assignment assignment, long personId) {
        return assignment
                .teamSet()
                .map(set -> teams.together(assignment.course().id(), set, personId))
                .orElse(List.of(personId));
    }
}
