package dev.grader.harness;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The classes of a submission, loaded anew for each unit, so that static fields of an earlier one are gone. They see the
 * Java runtime, DJL's API and SLF4J, not the harness.
 */
final class SubmittedClasses extends ClassLoader {
    static final String NAME = "submission";

    private final Map<String, byte[]> classes;

    SubmittedClasses(Map<String, byte[]> classes) {
        super(NAME, new Libraries());
        this.classes = Map.copyOf(classes);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = classes.get(name);
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    /**
     * The class that a suite means: by its whole name, or by its last part in whatever package; dots for nested classes.
     *
     * @throws StudentException if there is none, or it cannot be loaded
     */
    Class<?> named(String name) throws StudentException {
        for (String nested = name; ; ) {
            String wanted = nested;
            List<String> found = classes.keySet().stream()
                    .filter(known -> known.equals(wanted) || known.endsWith("." + wanted))
                    .toList();
            if (found.size() == 1) {
                return StudentCode.call(() -> Class.forName(found.get(0), true, this));
            }
            int dot = nested.lastIndexOf('.');
            if (dot < 0) {
                throw new StudentException("NameError", "there is no class " + name);
            }
            nested = nested.substring(0, dot) + "$" + nested.substring(dot + 1);
        }
    }

    /** True if code of a submission is running in this frame. */
    static boolean isOwn(StackTraceElement frame) {
        return NAME.equals(frame.getClassLoaderName());
    }

    private static final class Libraries extends ClassLoader {
        Libraries() {
            super(getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            boolean open = (name.startsWith("ai.djl.") && !name.startsWith("ai.djl.pytorch."))
                    || name.startsWith("org.slf4j.");
            @Nullable ClassLoader own = SubmittedClasses.class.getClassLoader();
            if (!open || own == null) {
                throw new ClassNotFoundException(name);
            }
            return own.loadClass(name);
        }
    }
}
