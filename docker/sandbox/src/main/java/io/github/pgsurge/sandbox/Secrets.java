package io.github.pgsurge.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * The passwords of one sandbox, made at random when it is. Immutable; {@link #toString()} shows none.
 *
 * @param role the plain role
 * @param admin PostgreSQL's superuser
 * @param gatewayDirect the role of the direct gateway
 * @param gatewayPooled the role of the pooled gateway
 * @param pgbouncerAdmin the user of PgBouncer's admin console
 * @param tokenKey what the gateways sign their tokens with: 48 letters and digits
 */
record Secrets(
        Credentials role,
        Credentials admin,
        Credentials gatewayDirect,
        Credentials gatewayPooled,
        Credentials pgbouncerAdmin,
        String tokenKey) {
    private static final String PASSWORD = "password.";
    private static final String TOKEN_KEY = "token-key";
    /** HS256 asks for 32 bytes at least. */
    private static final int TOKEN_KEY_LENGTH = 48;

    private static final List<String> NAMES = List.of(
            PostgresServer.NAME,
            PostgresServer.ADMIN,
            GatewaySide.DIRECT.role(),
            GatewaySide.POOLED.role(),
            PgbouncerServer.ADMIN);

    static Secrets generate() {
        return of(NAMES.stream().map(Credentials::generate).toList(), Credentials.random(TOKEN_KEY_LENGTH));
    }

    /**
     * What {@link #writeTo} has written.
     *
     * @throws IllegalArgumentException when one is missing
     */
    static Secrets readFrom(Properties properties) {
        List<Credentials> all = new ArrayList<>();
        for (String name : NAMES) {
            all.add(new Credentials(name, text(properties, PASSWORD + name)));
        }
        return of(all, text(properties, TOKEN_KEY));
    }

    void writeTo(Properties properties) {
        for (Credentials credentials : List.of(role, admin, gatewayDirect, gatewayPooled, pgbouncerAdmin)) {
            properties.setProperty(PASSWORD + credentials.user(), credentials.password());
        }
        properties.setProperty(TOKEN_KEY, tokenKey);
    }

    /** The role of this gateway. */
    Credentials gateway(GatewaySide side) {
        return side == GatewaySide.DIRECT ? gatewayDirect : gatewayPooled;
    }

    /** The passwords and the key stay out of it. */
    @Override
    public String toString() {
        return "Secrets" + NAMES;
    }

    private static Secrets of(List<Credentials> inOrder, String tokenKey) {
        return new Secrets(inOrder.get(0), inOrder.get(1), inOrder.get(2), inOrder.get(3), inOrder.get(4), tokenKey);
    }

    private static String text(Properties properties, String key) {
        String value = properties.getProperty(key);
        if (value == null) {
            throw new IllegalArgumentException(key + " is missing");
        }
        return value;
    }
}
