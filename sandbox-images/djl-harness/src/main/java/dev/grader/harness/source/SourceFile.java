package dev.grader.harness.source;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import javax.tools.SimpleJavaFileObject;

/** A file of the submission as the compiler reads it. */
final class SourceFile extends SimpleJavaFileObject {
    private final String path;
    private final String text;

    SourceFile(String path, String text) {
        super(URI.create("submission:///" + URLEncoder.encode(path, StandardCharsets.UTF_8)), Kind.SOURCE);
        this.path = path;
        this.text = text;
    }

    /** The path in the submission; the compiler hands out wrappers of this object, which keep its name. */
    @Override
    public String getName() {
        return path;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
    }

    /** Students call their files as they like; the compiler would insist on the name of the public class. */
    @Override
    public boolean isNameCompatible(String simpleName, Kind kind) {
        return kind == Kind.SOURCE;
    }
}
