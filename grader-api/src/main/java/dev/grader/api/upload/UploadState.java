package dev.grader.api.upload;

/** How far an upload has come. */
public enum UploadState {
    /** Size and digest are known; the bytes are still to come. */
    ANNOUNCED,
    /** The bytes are here and are a proper archive with the required files. */
    STORED,
    /** It has become a submission. */
    SUBMITTED
}
