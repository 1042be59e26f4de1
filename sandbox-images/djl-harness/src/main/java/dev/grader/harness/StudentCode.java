package dev.grader.harness;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.Callable;

/** Calls of submitted Java code: whatever it throws is the student's, told by its own file and line. */
final class StudentCode {
    private static final int TRACEBACK_FRAMES = 20;

    private StudentCode() {}

    /** @throws StudentException for anything that the code throws but the lack of memory */
    static <T> T call(Callable<T> code) throws StudentException {
        try {
            return code.call();
        } catch (StudentException | OutOfMemoryError e) {
            throw e;
        } catch (InvocationTargetException e) {
            throw of(e.getCause() == null ? e : e.getCause());
        } catch (Throwable e) {
            throw of(e);
        }
    }

    private static StudentException of(Throwable thrown) throws StudentException {
        Throwable cause =
                thrown instanceof ExceptionInInitializerError && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (cause instanceof OutOfMemoryError memory) {
            throw memory;
        }
        String file = null;
        int line = 0;
        int frames = 0;
        StringBuilder traceback = new StringBuilder();
        for (StackTraceElement frame : cause.getStackTrace()) {
            if (SubmittedClasses.isOwn(frame) && frames++ < TRACEBACK_FRAMES) {
                if (file == null) {
                    file = frame.getFileName();
                    line = Math.max(0, frame.getLineNumber());
                }
                traceback
                        .append("at ")
                        .append(frame.getClassName())
                        .append('.')
                        .append(frame.getMethodName())
                        .append(" (")
                        .append(frame.getFileName())
                        .append(':')
                        .append(frame.getLineNumber())
                        .append(")\n");
            }
        }
        return new StudentException(ScriptError.ofThrown(cause, file, line, traceback.toString()));
    }
}
