package dev.grader.api.bulk;

import dev.grader.core.gradebook.csv.GuardedCsv;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import org.apache.commons.compress.archivers.zip.UnixStat;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** Submissions that are to be written as one zip. */
final class BulkArchive {
    static final String MANIFEST = "manifest.csv";
    private static final int LONGEST_NAME = 100;

    private final List<Member> members;

    BulkArchive(List<Member> members) {
        this.members = List.copyOf(members);
    }

    /**
     * A submission.
     *
     * @param student login of who made it
     * @param team logins of all whose work it is
     * @param counted whether it counts for one of them
     * @param blob where its bytes are
     */
    record Member(
            String student,
            String name,
            List<String> team,
            String submission,
            int attempt,
            Instant submittedAt,
            String fileName,
            long size,
            String sha256,
            String state,
            boolean counted,
            Path blob) {
        Member {
            team = List.copyOf(team);
        }

        /** In the zip: no name that somebody gave leads out of the folder, or hides. */
        String place() {
            return safe(student) + "/attempt-" + attempt + "/" + safe(fileName);
        }
    }

    /** Writes the zip; what is in it is packed already, so that packing it again would only take time. */
    void write(OutputStream output) throws IOException {
        ZipArchiveOutputStream zip = new ZipArchiveOutputStream(output);
        zip.setLevel(Deflater.NO_COMPRESSION);
        zip.putArchiveEntry(entry(MANIFEST));
        zip.write(manifest().getBytes(StandardCharsets.UTF_8));
        zip.closeArchiveEntry();
        for (Member member : members) {
            ZipArchiveEntry entry = entry(member.place());
            entry.setTime(member.submittedAt().toEpochMilli());
            zip.putArchiveEntry(entry);
            Files.copy(member.blob(), zip);
            zip.closeArchiveEntry();
        }
        zip.finish();
        zip.flush();
    }

    /** As if packed on Unix: of other archives unzip takes the names for those of DOS, and garbles Persian ones. */
    private static ZipArchiveEntry entry(String name) {
        ZipArchiveEntry entry = new ZipArchiveEntry(name);
        entry.setUnixMode(UnixStat.FILE_FLAG | UnixStat.DEFAULT_FILE_PERM);
        return entry;
    }

    private String manifest() throws IOException {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "file",
                "student",
                "name",
                "team",
                "submission",
                "attempt",
                "submitted at",
                "size",
                "sha256",
                "state",
                "counted"));
        for (Member member : members) {
            rows.add(List.of(
                    member.place(),
                    member.student(),
                    member.name(),
                    String.join(" ", member.team()),
                    member.submission(),
                    String.valueOf(member.attempt()),
                    member.submittedAt().truncatedTo(ChronoUnit.SECONDS).toString(),
                    String.valueOf(member.size()),
                    member.sha256(),
                    member.state(),
                    member.counted() ? "yes" : "no"));
        }
        return GuardedCsv.write(rows);
    }

    static String safe(String name) {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        String plain = last.replaceAll("[^\\p{L}\\p{N}._-]", "_").replaceFirst("^\\.+", "_");
        String shortened = plain.length() > LONGEST_NAME ? plain.substring(plain.length() - LONGEST_NAME) : plain;
        return shortened.isEmpty() ? "_" : shortened;
    }
}
