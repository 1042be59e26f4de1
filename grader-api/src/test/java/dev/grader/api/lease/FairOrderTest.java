package dev.grader.api.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.grader.api.job.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FairOrderTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Instant LATER = NOON.plusSeconds(60);

    private final FairOrder order = new FairOrder(Duration.ofMinutes(2));

    @Test
    void theOldestJobGoesFirstWhenNobodyHadATurn() {
        Candidate old = student(1, 5, null, null);
        Candidate young = student(1, 3, null, null);

        assertThat(order.sorted(List.of(young, old))).containsExactly(old, young);
    }

    @Test
    void theCourseWhoseTurnIsLongestAgoGoesFirstHoweverLongTheOthersWait() {
        Candidate large = student(1, 600, LATER, null);
        Candidate small = student(2, 1, NOON, NOON);
        Candidate fresh = student(3, 1, null, null);

        assertThat(order.sorted(List.of(large, small, fresh))).containsExactly(fresh, small, large);
    }

    @Test
    void inACourseTheStudentWhoseTurnIsLongestAgoGoesFirst() {
        Candidate eager = student(1, 600, LATER, LATER);
        Candidate patient = student(1, 1, LATER, NOON);

        assertThat(order.sorted(List.of(eager, patient))).containsExactly(patient, eager);
    }

    @Test
    void gradingGoesBeforeReRunsBeforeProofsBeforeCalibrations() {
        Candidate calibrate = of(Priority.CALIBRATE, 119);
        Candidate prove = of(Priority.PROVE, 90);
        Candidate rerun = of(Priority.RERUN, 50);
        Candidate grade = of(Priority.GRADE, 1);

        assertThat(order.sorted(List.of(calibrate, prove, rerun, grade)))
                .containsExactly(grade, rerun, prove, calibrate);
    }

    @Test
    void workOnASuiteThatHasWaitedLongEnoughIsNotPutOffAnyLonger() {
        Candidate calibrate = of(Priority.CALIBRATE, 120);
        Candidate grade = of(Priority.GRADE, 1);

        assertThat(order.sorted(List.of(grade, calibrate))).containsExactly(calibrate, grade);
    }

    /** 40 students of one course and 2 of another, one worker: the two need not wait for the forty. */
    @Test
    void coursesTakeTurnsUntilTheSmallerIsDone() {
        List<Long> queue = new ArrayList<>();
        for (long student = 0; student < 40; student++) {
            queue.add(100 + student);
        }
        queue.add(200L);
        queue.add(201L);
        Map<Long, Instant> courseTurns = new HashMap<>();
        List<Long> served = new ArrayList<>();
        for (int round = 0; !queue.isEmpty(); round++) {
            Map<UUID, Long> students = new HashMap<>();
            List<Candidate> candidates = new ArrayList<>();
            for (long student : queue) {
                Candidate candidate =
                        student(student / 100, (double) (1000 - student), courseTurns.get(student / 100), null);
                students.put(candidate.jobId(), student);
                candidates.add(candidate);
            }
            long next = Objects.requireNonNull(
                    students.get(order.sorted(candidates).getFirst().jobId()));
            queue.remove(next);
            courseTurns.put(next / 100, NOON.plusSeconds(round));
            served.add(next);
        }

        assertThat(served.subList(0, 5)).containsExactly(100L, 200L, 101L, 201L, 102L);
        assertThat(served).hasSize(42);
    }

    private static Candidate student(
            long course, double waiting, @Nullable Instant courseTurn, @Nullable Instant studentTurn) {
        return new Candidate(UUID.randomUUID(), Priority.GRADE, waiting, course, courseTurn, studentTurn);
    }

    private static Candidate of(Priority priority, double waiting) {
        return new Candidate(UUID.randomUUID(), priority, waiting, 1, null, null);
    }
}
