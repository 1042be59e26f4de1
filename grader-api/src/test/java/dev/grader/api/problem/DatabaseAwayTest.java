package dev.grader.api.problem;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.grader.api.person.Role;
import dev.grader.api.support.Parts;
import dev.grader.api.support.Workplace;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a request is told that gets no connection to the database: here the test holds all of them. */
@QuarkusTest
@Tag("system")
@QuarkusTestResource(Parts.class)
class DatabaseAwayTest {
    @Inject
    Workplace workplace;

    @Inject
    AgroalDataSource dataSource;

    @Test
    void aRequestIsToldToComeBack() throws SQLException {
        workplace.clear();
        String token = workplace.token("root", Role.ADMIN);
        AgroalConnectionPoolConfiguration pool = dataSource.getConfiguration().connectionPoolConfiguration();
        Duration usual = pool.acquisitionTimeout();
        List<Connection> all = new ArrayList<>();
        try {
            for (int i = 0; i < pool.maxSize(); i++) {
                all.add(dataSource.getConnection());
            }
            pool.setAcquisitionTimeout(Duration.ofMillis(200));
            me(token)
                    .then()
                    .statusCode(503)
                    .contentType("application/problem+json")
                    .header("Retry-After", notNullValue())
                    .body("code", equalTo("UNAVAILABLE"))
                    .body("fault", equalTo("INFRASTRUCTURE"))
                    .body("detail", containsString("cannot reach its database at the moment. Try again"));
        } finally {
            pool.setAcquisitionTimeout(usual);
            for (Connection connection : all) {
                connection.close();
            }
        }
        me(token).then().statusCode(200);
    }

    private static Response me(String token) {
        return given().auth().oauth2(token).get("/api/v1/me");
    }
}
