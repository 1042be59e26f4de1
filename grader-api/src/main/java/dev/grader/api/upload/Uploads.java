package dev.grader.api.upload;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Uploads by id and owner. */
@ApplicationScoped
public class Uploads implements PanacheRepositoryBase<Upload, UUID> {
    /** Of that student; another's is as unknown as none. */
    public Optional<Upload> of(UUID id, long studentId) {
        return find("id = ?1 and student.id = ?2", id, studentId).firstResultOptional();
    }

    /** Forgets what expired before then. */
    public long forget(Instant before) {
        return delete("expiresAt < ?1", before);
    }
}
