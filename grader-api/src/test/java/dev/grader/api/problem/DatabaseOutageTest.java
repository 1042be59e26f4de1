package dev.grader.api.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseOutageTest {
    @ParameterizedTest
    @ValueSource(strings = {"08001", "08006", "57P01", "57P02", "57P03", "53300"})
    void connectionIsGone(String state) {
        assertThat(DatabaseOutage.isBehind(new SQLException("gone", state))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "40001", "42601", "57014"})
    void databaseAnsweredWithAnError(String state) {
        assertThat(DatabaseOutage.isBehind(new SQLException("08 in words does not count", state)))
                .isFalse();
    }

    @Test
    void isFoundUnderOtherFailures() {
        Exception failedCommit = new IllegalStateException("could not commit");
        failedCommit.addSuppressed(new RuntimeException(new SQLException("broken", "08006")));
        assertThat(DatabaseOutage.isBehind(new RuntimeException(failedCommit))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Acquisition timeout while waiting for new connection", "Sorry, acquisition timeout!"})
    void poolGaveNoConnectionInTime(String message) {
        assertThat(DatabaseOutage.isBehind(new SQLException(message))).isTrue();
    }

    @Test
    void circleOfCausesEnds() {
        Exception one = new Exception("one");
        Exception other = new Exception("other", one);
        one.initCause(other);
        assertThat(DatabaseOutage.isBehind(one)).isFalse();
    }

    @Test
    void mistakeOfOurs() {
        assertThat(DatabaseOutage.isBehind(new IllegalStateException("08006"))).isFalse();
    }
}
