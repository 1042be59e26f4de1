package dev.grader.api.upload;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;

/**
 * What is about to be uploaded.
 *
 * @param size in bytes
 * @param sha256 in lower-case hexadecimal
 */
public record NewUpload(
        @NotBlank @Size(max = 255) String fileName,
        @Positive long size,

        @NotNull @Pattern(regexp = "[0-9a-f]{64}", message = "must be a SHA-256 in lower-case hexadecimal")
        String sha256) {}
