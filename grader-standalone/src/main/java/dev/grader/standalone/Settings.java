package dev.grader.standalone;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;

/**
 * What one part keeps between starts, so that its address stays the same: the port and the passwords, in a file that only
 * its owner can read.
 *
 * @param administratorPassword of the part's own super user
 * @param password of the user {@code grader}
 */
record Settings(int port, String administratorPassword, String password) {
    private static final int PASSWORD_BYTES = 24;

    /** Reads the settings of a folder, or makes them; the port is another one when the kept one is taken. */
    static Settings of(Path folder) throws IOException {
        Path file = folder.resolve("settings.properties");
        Properties kept = new Properties();
        if (Files.exists(file)) {
            try (var reader = Files.newBufferedReader(file)) {
                kept.load(reader);
            }
        }
        Settings settings = new Settings(
                LoopbackPort.free(Integer.parseInt(kept.getProperty("port", "0"))),
                kept.getProperty("administratorPassword", newPassword()),
                kept.getProperty("password", newPassword()));
        settings.write(file);
        return settings;
    }

    private void write(Path file) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("port", Integer.toString(port));
        properties.setProperty("administratorPassword", administratorPassword);
        properties.setProperty("password", password);
        StringWriter text = new StringWriter();
        properties.store(text, null);
        PrivateFiles.write(file, text.toString());
    }

    private static String newPassword() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
