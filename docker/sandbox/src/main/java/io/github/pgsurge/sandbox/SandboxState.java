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
 * @param secrets every password
 * @param postgresVersion empty before PostgreSQL has told it
 * @param pgbouncerVersion empty before PgBouncer has told it, and without it
 */
record SandboxState(SandboxOptions options, Secrets secrets, String postgresVersion, String pgbouncerVersion) {
    private static final String POSTGRES_VERSION = "pg-version";
    private static final String PGBOUNCER_VERSION = "pgbouncer-version";

    /** The state before anything runs: new passwords. */
    static SandboxState fresh(SandboxOptions options) {
        return new SandboxState(options, Secrets.generate(), "", "");
    }

    SandboxState withVersions(String postgres, String pgbouncer) {
        return new SandboxState(options, secrets, postgres, pgbouncer);
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
        try {
            return Optional.of(new SandboxState(
                    SandboxOptions.readFrom(properties),
                    Secrets.readFrom(properties),
                    properties.getProperty(POSTGRES_VERSION, ""),
                    properties.getProperty(PGBOUNCER_VERSION, "")));
        } catch (IllegalArgumentException e) {
            throw new SandboxException(
                    "The sandbox's state is damaged, or of another version of pgsurge: run `pgsurge sandbox down`", e);
        }
    }

    void save(Path file) throws SandboxException {
        Properties properties = new Properties();
        options.writeTo(properties);
        secrets.writeTo(properties);
        properties.setProperty(POSTGRES_VERSION, postgresVersion);
        properties.setProperty(PGBOUNCER_VERSION, pgbouncerVersion);
        StringWriter text = new StringWriter();
        try {
            properties.store(text, null);
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        SecretFile.write(file, text.toString());
    }
}
