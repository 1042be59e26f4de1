package dev.grader.harness.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import org.jspecify.annotations.Nullable;

/** Gives the compiler the submission's files as its source path, and keeps the classes that it writes. */
final class MemoryFiles extends ForwardingJavaFileManager<StandardJavaFileManager> {
    private final SourceIndex index;
    private final Map<JavaFileObject, String> names = new LinkedHashMap<>();
    private final Map<String, ByteArrayOutputStream> classes = new LinkedHashMap<>();

    MemoryFiles(StandardJavaFileManager libraries, SourceIndex index) {
        super(libraries);
        this.index = index;
    }

    Map<String, byte[]> classes() {
        Map<String, byte[]> bytes = new LinkedHashMap<>();
        classes.forEach((name, stream) -> bytes.put(name, stream.toByteArray()));
        return bytes;
    }

    @Override
    public boolean hasLocation(Location location) {
        return location == StandardLocation.SOURCE_PATH || super.hasLocation(location);
    }

    @Override
    public Iterable<JavaFileObject> list(
            Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse) throws IOException {
        if (location != StandardLocation.SOURCE_PATH) {
            return super.list(location, packageName, kinds, recurse);
        }
        Set<JavaFileObject> found = new java.util.LinkedHashSet<>();
        if (kinds.contains(JavaFileObject.Kind.SOURCE)) {
            index.inPackage(packageName).forEach((name, file) -> {
                names.put(file, name);
                found.add(file);
            });
        }
        return found;
    }

    @Override
    public @Nullable String inferBinaryName(Location location, JavaFileObject file) {
        return file instanceof SourceFile ? names.get(file) : super.inferBinaryName(location, file);
    }

    @Override
    public boolean isSameFile(FileObject first, FileObject second) {
        return first.equals(second) || first.toUri().equals(second.toUri());
    }

    @Override
    public boolean contains(Location location, FileObject file) throws IOException {
        return file instanceof SourceFile ? location == StandardLocation.SOURCE_PATH : super.contains(location, file);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
            Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
        return new SimpleJavaFileObject(URI.create("memory:///" + className.replace('.', '/') + kind.extension), kind) {
            @Override
            public OutputStream openOutputStream() {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                classes.put(className, bytes);
                return bytes;
            }
        };
    }
}
