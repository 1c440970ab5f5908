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
 * @param token what the gateways sign their tokens with
 */
record Secrets(
        Credentials role,
        Credentials admin,
        Credentials gatewayDirect,
        Credentials gatewayPooled,
        Credentials pgbouncerAdmin,
        Credentials token) {
    private static final String PASSWORD = "password.";
    private static final String TOKEN = "token";

    private static final List<String> NAMES = List.of(
            PostgresServer.NAME,
            PostgresServer.ADMIN,
            GatewaySide.DIRECT.role(),
            GatewaySide.POOLED.role(),
            PgbouncerServer.ADMIN,
            TOKEN);

    static Secrets generate() {
        return of(NAMES.stream().map(Credentials::generate).toList());
    }

    /**
     * What {@link #writeTo} has written.
     *
     * @throws IllegalArgumentException when one is missing
     */
    static Secrets readFrom(Properties properties) {
        List<Credentials> all = new ArrayList<>();
        for (String name : NAMES) {
            String password = properties.getProperty(PASSWORD + name);
            if (password == null) {
                throw new IllegalArgumentException("no password of " + name);
            }
            all.add(new Credentials(name, password));
        }
        return of(all);
    }

    void writeTo(Properties properties) {
        for (Credentials credentials : List.of(role, admin, gatewayDirect, gatewayPooled, pgbouncerAdmin, token)) {
            properties.setProperty(PASSWORD + credentials.user(), credentials.password());
        }
    }

    /** The role of this gateway. */
    Credentials gateway(GatewaySide side) {
        return side == GatewaySide.DIRECT ? gatewayDirect : gatewayPooled;
    }

    private static Secrets of(List<Credentials> inOrder) {
        return new Secrets(
                inOrder.get(0), inOrder.get(1), inOrder.get(2), inOrder.get(3), inOrder.get(4), inOrder.get(5));
    }
}
