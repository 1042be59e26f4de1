package dev.grader.harness.source;

import java.util.List;
import java.util.Set;

/**
 * What of the Java runtime a submission does not get: everything by which code reaches other code that it could not name, and
 * with it the program that runs it. The container holds in any case; this keeps a layer from training itself with the
 * harness's own labels.
 */
final class MissingApi {
    private static final List<String> NAMES = List.of(
            "java.lang.reflect",
            "java.lang.invoke",
            "java.lang.foreign",
            "java.lang.instrument",
            "java.lang.ClassLoader",
            "java.lang.Module",
            "java.lang.ModuleLayer",
            "java.lang.StackWalker",
            "java.lang.System.load",
            "java.lang.System.loadLibrary",
            "java.lang.System.setProperty",
            "java.lang.Runtime.load",
            "java.lang.Runtime.loadLibrary",
            "java.lang.Runtime.exec",
            "java.lang.Runtime.halt",
            "java.lang.Runtime.addShutdownHook",
            "java.lang.ProcessHandle",
            "java.lang.ProcessBuilder",
            "java.lang.Thread.getContextClassLoader",
            "java.lang.Thread.setContextClassLoader",
            "java.lang.Thread.getAllStackTraces",
            "java.net.URLClassLoader",
            "java.security.SecureClassLoader",
            "java.util.ServiceLoader",
            "java.io.ObjectInputStream",
            "javax.tools",
            "sun",
            "jdk",
            "com.sun",
            "dev.grader",
            "ai.djl.pytorch",
            "ai.djl.util.ClassLoaderUtils");

    private static final Set<String> OF_CLASS = Set.of(
            "forName",
            "getClassLoader",
            "getConstructor",
            "getConstructors",
            "getDeclaredClasses",
            "getDeclaredConstructor",
            "getDeclaredConstructors",
            "getDeclaredField",
            "getDeclaredFields",
            "getDeclaredMethod",
            "getDeclaredMethods",
            "getField",
            "getFields",
            "getMethod",
            "getMethods",
            "getModule",
            "getResource",
            "getResourceAsStream",
            "newInstance");

    private MissingApi() {}

    static boolean contains(String name) {
        String ofClass = "java.lang.Class.";
        return NAMES.stream().anyMatch(missing -> SourceRule.covers(missing, name))
                || (name.startsWith(ofClass) && OF_CLASS.contains(name.substring(ofClass.length())));
    }
}
