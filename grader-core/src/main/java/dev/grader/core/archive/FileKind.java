package dev.grader.core.archive;

import java.nio.ByteBuffer;

/** Recognises the formats that students upload by mistake, to name them in the message. */
final class FileKind {
    private FileKind() {}

    /** ", it looks like a RAR archive", or nothing. */
    static String describe(ByteBuffer start) {
        if (start.remaining() == 0) {
            return ", it is empty";
        }
        if (begins(start, 'R', 'a', 'r', '!')) {
            return ", it looks like a RAR archive";
        }
        if (begins(start, '7', 'z', 0xBC, 0xAF)) {
            return ", it looks like a 7z archive";
        }
        if (begins(start, 0x1F, 0x8B)) {
            return ", it looks like a gzip or tar.gz archive";
        }
        if (begins(start, '{')) {
            return ", it looks like a notebook by itself";
        }
        if (begins(start, '%', 'P', 'D', 'F')) {
            return ", it looks like a PDF";
        }
        return "";
    }

    private static boolean begins(ByteBuffer start, int... magic) {
        if (start.remaining() < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((start.get(i) & 0xFF) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
