package io.github.pgsurge.sandbox;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** The machine's PgBouncer, for tests that need one. */
final class Installed {
    private Installed() {}

    /** Its path; skips the test when there is none. */
    static Path assume() {
        Optional<PgbouncerProgram> program = PgbouncerProgram.installed();
        Assumptions.assumeTrue(
                program.isPresent(), () -> "PgBouncer is not installed: " + PgbouncerProgram.installCommand());
        return program.orElseThrow().path();
    }
}
