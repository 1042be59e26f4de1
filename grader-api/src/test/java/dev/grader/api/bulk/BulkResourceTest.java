package dev.grader.api.bulk;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.grader.api.digest.Sha256;
import dev.grader.api.person.Role;
import dev.grader.api.sql.Sql;
import dev.grader.api.support.Classroom;
import dev.grader.api.support.Parts;
import dev.grader.api.support.Worker;
import dev.grader.api.support.Workplace;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@Tag("system")
@QuarkusTestResource(Parts.class)
class BulkResourceTest {
    @Inject
    Workplace workplace;

    @Inject
    Sql sql;

    @TempDir
    private Path folder;

    private String root = "";

    @BeforeEach
    void setUp() {
        workplace.clear();
        Worker worker = workplace.worker("worker-1");
        workplace.publishedCourse("deep", worker);
        root = workplace.token("root", Role.ADMIN);
        for (String login : List.of("sara", "ali", "omid")) {
            workplace.token(login, Role.STUDENT);
            given().auth()
                    .oauth2(root)
                    .contentType(ContentType.JSON)
                    .body(Map.of("role", "student"))
                    .put("/api/v1/courses/deep/members/" + login)
                    .then()
                    .statusCode(200);
        }
    }

    @Test
    void whatCountsIsInAFolderForEachStudentAndInTheManifest() throws IOException {
        workplace.submit("deep", "sara");
        UUID second = workplace.submit("deep", "sara");
        UUID other = workplace.submit("deep", "ali");

        Map<String, byte[]> counted = download("");
        assertThat(counted.keySet())
                .containsExactly("manifest.csv", "ali/attempt-1/work.zip", "sara/attempt-2/work.zip");
        assertThat(Sha256.of(new String(
                        Objects.requireNonNull(counted.get("sara/attempt-2/work.zip")), StandardCharsets.UTF_8)))
                .isEqualTo(workplace.digest(second));
        assertThat(manifest(counted))
                .hasSize(3)
                .anySatisfy(line -> assertThat(line)
                        .startsWith("ali/attempt-1/work.zip,ali,ali,")
                        .contains(other.toString(), workplace.digest(other))
                        .endsWith(",yes"));

        Map<String, byte[]> all = download("?all=true");
        assertThat(all.keySet())
                .containsExactly(
                        "manifest.csv", "ali/attempt-1/work.zip", "sara/attempt-1/work.zip", "sara/attempt-2/work.zip");
        assertThat(manifest(all))
                .anySatisfy(
                        line -> assertThat(line).startsWith("sara/attempt-1/").endsWith(",no"));
    }

    @Test
    void whatIsNotAskedForMayBeLost() throws IOException {
        UUID first = workplace.submit("deep", "sara");
        workplace.submit("deep", "sara");
        sql.update("UPDATE submission SET sha256 = ? WHERE id = ?", Sha256.of("lost"), first);

        assertThat(download("").keySet()).containsExactly("manifest.csv", "sara/attempt-2/work.zip");
    }

    @Test
    void withoutSubmissionsThereIsAnEmptyManifest() throws IOException {
        assertThat(download("").keySet()).containsExactly("manifest.csv");

        workplace.submit("deep", "sara");
        given().auth()
                .oauth2(root)
                .contentType(ContentType.JSON)
                .body(Map.of("title", "Paper", "category", "papers", "kind", "file", "points", 20))
                .put(Classroom.assignment("paper"))
                .then()
                .statusCode(201);
        assertThat(download("paper", "?all=true").keySet()).containsExactly("manifest.csv");
    }

    /** The programs that unpack take the names of an archive that is not of Unix for those of DOS. */
    @Test
    void namesInOtherAlphabetsAreThoseOfUnix() throws IOException {
        Path blob = Files.writeString(folder.resolve("blob"), "%PDF-");
        Instant at = Instant.parse("2023-11-22T20:29:59.858141Z");
        ByteArrayOutputStream packed = new ByteArrayOutputStream();

        new BulkArchive(List.of(new BulkArchive.Member(
                        "sara",
                        "سارا",
                        List.of("sara"),
                        "s1",
                        1,
                        at,
                        "تمرین ۱.pdf",
                        5,
                        "ba78",
                        "handed_in",
                        true,
                        blob)))
                .write(packed);

        try (ZipFile zip = ZipFile.builder()
                .setByteArray(packed.toByteArray())
                .setCharset(StandardCharsets.US_ASCII)
                .get()) {
            ZipArchiveEntry entry = Objects.requireNonNull(zip.getEntry("sara/attempt-1/تمرین_۱.pdf"));
            assertThat(entry.getPlatform()).isEqualTo(ZipArchiveEntry.PLATFORM_UNIX);
            assertThat(entry.getUnixMode()).isEqualTo(Integer.parseInt("100644", 8));
            String manifest = new String(
                    zip.getInputStream(Objects.requireNonNull(zip.getEntry("manifest.csv")))
                            .readAllBytes(),
                    StandardCharsets.UTF_8);
            assertThat(manifest).contains(",2023-11-22T20:29:59Z,");
        }
    }

    @Test
    void noNameLeadsOutOfItsFolder() {
        assertThat(BulkArchive.safe("../../etc/passwd")).isEqualTo("passwd");
        assertThat(BulkArchive.safe("..")).isEqualTo("_");
        assertThat(BulkArchive.safe("C:\\x\\.hidden")).isEqualTo("_hidden");
        assertThat(BulkArchive.safe("")).isEqualTo("_");
        assertThat(BulkArchive.safe("تمرین ۱.pdf")).isEqualTo("تمرین_۱.pdf");
    }

    private Map<String, byte[]> download(String query) throws IOException {
        return download("lenet", query);
    }

    private Map<String, byte[]> download(String assignment, String query) throws IOException {
        Response response =
                given().auth().oauth2(root).get(Classroom.assignment(assignment) + "/submissions.zip" + query);
        response.then().statusCode(200).contentType("application/zip");
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(response.asByteArray()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        }
        return files;
    }

    private static List<String> manifest(Map<String, byte[]> files) {
        return new String(Objects.requireNonNull(files.get("manifest.csv")), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }
}
