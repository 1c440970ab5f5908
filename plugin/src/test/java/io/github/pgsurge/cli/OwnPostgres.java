package io.github.pgsurge.cli;

import io.github.pgsurge.testing.TestPostgres;
import java.sql.SQLException;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A server of a test class's own and a look at it, from before its first test to after its last; register it in a static
 * field. Thread safe between the two.
 */
public final class OwnPostgres implements BeforeAllCallback, AfterAllCallback {
    private final String[] settings;
    private TestPostgres server;
    private Look look;

    private OwnPostgres(String... settings) {
        this.settings = settings;
    }

    /** With these lines of postgresql.conf, {@code name=value} each. */
    public static OwnPostgres with(String... settings) {
        return new OwnPostgres(settings.clone());
    }

    @Override
    public void beforeAll(ExtensionContext context) throws SQLException {
        server = TestPostgres.start(settings);
        look = new Look(server);
    }

    /** The server. */
    public TestPostgres server() {
        return server;
    }

    /** The test's own session on it. */
    public Look look() {
        return look;
    }

    @Override
    public void afterAll(ExtensionContext context) throws SQLException {
        try (TestPostgres ending = server;
                Look over = look) {
            assert over == null || ending != null;
        }
    }
}
