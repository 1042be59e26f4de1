package dev.grader.api.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.grader.api.support.Parts;
import dev.grader.api.support.Workplace;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Work on one moment's data that is done again when somebody else was faster. */
@QuarkusTest
@Tag("system")
@QuarkusTestResource(Parts.class)
class SnapshotsTest {
    @Inject
    Workplace workplace;

    @Inject
    Snapshots snapshots;

    @Inject
    Sql sql;

    private final AtomicInteger tries = new AtomicInteger();

    @BeforeEach
    void somebody() {
        workplace.clear();
        sql.update("INSERT INTO person (login, name, role, created_at) VALUES ('ada', 'Ada', 'STUDENT', now())");
    }

    @Test
    void isDoneAgainOnWhatSomebodyElseHasWrittenMeanwhile() {
        String name = snapshots.tried(() -> {
            String seen = name();
            if (tries.incrementAndGet() == 1) {
                rename("Ada Lovelace");
            }
            sql.update("UPDATE person SET name = name || '!' WHERE login = 'ada'");
            return seen + " " + name();
        });
        assertThat(name).isEqualTo("Ada Lovelace Ada Lovelace!");
        assertThat(tries).hasValue(2);
        assertThat(name()).as("nothing of it stays").isEqualTo("Ada Lovelace");
    }

    @Test
    void saysSoWhereOthersAreAlwaysFaster() {
        assertThatThrownBy(() -> snapshots.tried(() -> {
                    name();
                    rename("Ada " + tries.incrementAndGet());
                    return sql.update("UPDATE person SET name = 'mine' WHERE login = 'ada'");
                }))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem()).isEqualTo(Problem.CONFLICT));
        assertThat(tries).hasValue(5);
        assertThat(name()).isEqualTo("Ada 5");
    }

    @Test
    void anotherFailureIsNotTriedAgain() {
        assertThatThrownBy(() -> snapshots.tried(() -> {
                    tries.incrementAndGet();
                    return sql.update("UPDATE person SET name = NULL WHERE login = 'ada'");
                }))
                .isInstanceOf(Sql.StatementFailed.class);
        assertThat(tries).hasValue(1);
    }

    private String name() {
        return sql.first("SELECT name FROM person WHERE login = 'ada'", row -> row.text("name"))
                .orElseThrow();
    }

    private void rename(String name) {
        QuarkusTransaction.requiringNew().run(() -> sql.update("UPDATE person SET name = ? WHERE login = 'ada'", name));
    }
}
