package io.github.pgsurge.sandbox;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How long PgBouncer lends a server connection to a client: {@code pool_mode}. */
public enum PoolMode {
    /** Until the transaction ends. */
    TRANSACTION,
    /** Until the client leaves. */
    SESSION,
    /** Until the statement ends; transactions of several statements are refused. */
    STATEMENT;

    /** As pgbouncer.ini has it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The mode of this name, in any case.
     *
     * @throws SandboxException naming the option and what is allowed
     */
    public static PoolMode of(String text) throws SandboxException {
        return Arrays.stream(values())
                .filter(mode -> mode.text().equals(text.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new SandboxException("--pool-mode '" + text + "' is none of "
                        + Arrays.stream(values()).map(PoolMode::text).collect(Collectors.joining(", "))));
    }
}
