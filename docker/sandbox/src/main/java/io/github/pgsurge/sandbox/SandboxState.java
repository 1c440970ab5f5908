package io.github.pgsurge.sandbox;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * What a finished {@code up} remembers. The file is written after everything else and deleted before anything else, so
 * that files without it are known to be those of an {@code up} or {@code down} that was killed half way. Immutable.
 *
 * @param options as asked for
 * @param role the plain role
 * @param admin the superuser
 * @param version PostgreSQL's
 */
record SandboxState(SandboxOptions options, Credentials role, Credentials admin, String version) {
    private static final String ROLE_PASSWORD = "role.password";
    private static final String ADMIN_PASSWORD = "admin.password";
    private static final String VERSION = "pg-version";

    /** The state before PostgreSQL has told its version: new passwords. */
    static SandboxState fresh(SandboxOptions options) {
        return new SandboxState(
                options, Credentials.generate(PostgresServer.NAME), Credentials.generate(PostgresServer.ADMIN), "");
    }

    SandboxState withVersion(String found) {
        return new SandboxState(options, role, admin, found);
    }

    /** The remembered state; empty when no {@code up} was finished. */
    static Optional<SandboxState> load(Path file) throws SandboxException {
        Properties properties = new Properties();
        try (Reader reader = new StringReader(Files.readString(file))) {
            properties.load(reader);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new SandboxException("Could not read " + file + ": " + e, e);
        }
        return Optional.of(new SandboxState(
                SandboxOptions.readFrom(properties),
                new Credentials(PostgresServer.NAME, properties.getProperty(ROLE_PASSWORD)),
                new Credentials(PostgresServer.ADMIN, properties.getProperty(ADMIN_PASSWORD)),
                properties.getProperty(VERSION)));
    }

    void save(Path file) throws SandboxException {
        Properties properties = new Properties();
        options.writeTo(properties);
        properties.setProperty(ROLE_PASSWORD, role.password());
        properties.setProperty(ADMIN_PASSWORD, admin.password());
        properties.setProperty(VERSION, version);
        StringWriter text = new StringWriter();
        try {
            properties.store(text, null);
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        SecretFile.write(file, text.toString());
    }
}
