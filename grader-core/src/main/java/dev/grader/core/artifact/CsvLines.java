package dev.grader.core.artifact;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The records of a CSV file: commas, optional quotes, any line end, UTF-8 with or without byte order mark; blank lines are skipped. */
final class CsvLines {
    private static final int MAXIMUM_FIELDS = 2_000;

    private final String file;
    private final String text;
    private int position;
    private int line = 1;
    private int recordLine = 1;

    CsvLines(String file, byte[] content) throws UnreadableArtifactException {
        this.file = file;
        this.text = decode(file, content);
        this.position = text.startsWith("\uFEFF") ? 1 : 0;
    }

    private static String decode(String file, byte[] content) throws UnreadableArtifactException {
        if (content.length >= 2 && (content[0] & 0xFF) + (content[1] & 0xFF) == 0xFF + 0xFE) {
            throw new UnreadableArtifactException(file + " is saved as UTF-16; save it as UTF-8");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw new UnreadableArtifactException(file + " is no text in UTF-8; save it as a CSV file in UTF-8");
        }
    }

    /** The line on which the record began that {@link #next} gave last, counted from 1. */
    int line() {
        return recordLine;
    }

    /** The fields of the next line that is not blank, without spaces around them; an empty list at the end. */
    List<String> next() throws UnreadableArtifactException {
        while (position < text.length()) {
            recordLine = line;
            List<String> fields = fields();
            if (fields.size() > 1 || !fields.getFirst().isEmpty()) {
                return fields;
            }
        }
        return List.of();
    }

    private List<String> fields() throws UnreadableArtifactException {
        List<String> fields = new ArrayList<>();
        while (true) {
            fields.add(field());
            if (fields.size() > MAXIMUM_FIELDS) {
                throw new UnreadableArtifactException(
                        file + ", line " + recordLine + " has more than " + MAXIMUM_FIELDS + " fields");
            }
            if (position >= text.length() || text.charAt(position) != ',') {
                endOfLine();
                return fields;
            }
            position++;
        }
    }

    private String field() throws UnreadableArtifactException {
        int begin = position;
        while (begin < text.length() && text.charAt(begin) == ' ') {
            begin++;
        }
        if (begin < text.length() && text.charAt(begin) == '"') {
            position = begin + 1;
            return quoted();
        }
        while (position < text.length() && ",\r\n".indexOf(text.charAt(position)) < 0) {
            position++;
        }
        return text.substring(begin, Math.max(begin, position)).strip();
    }

    private String quoted() throws UnreadableArtifactException {
        StringBuilder field = new StringBuilder();
        while (position < text.length()) {
            char next = text.charAt(position++);
            if (next == '"') {
                if (position >= text.length() || text.charAt(position) != '"') {
                    return afterQuote(field.toString());
                }
                position++;
            } else if (next == '\n') {
                line++;
            }
            field.append(next);
        }
        throw new UnreadableArtifactException(file + ", line " + recordLine + ": a quotation mark is not closed");
    }

    private String afterQuote(String field) throws UnreadableArtifactException {
        while (position < text.length() && text.charAt(position) == ' ') {
            position++;
        }
        if (position < text.length() && ",\r\n".indexOf(text.charAt(position)) < 0) {
            throw new UnreadableArtifactException(
                    file + ", line " + line + ": something follows a closing quotation mark");
        }
        return field.strip();
    }

    /** LF, CRLF, and the CR alone of old programs. */
    private void endOfLine() {
        if (position < text.length() && text.charAt(position) == '\r') {
            position++;
            if (position >= text.length() || text.charAt(position) != '\n') {
                line++;
                return;
            }
        }
        if (position < text.length() && text.charAt(position) == '\n') {
            position++;
            line++;
        }
    }
}
