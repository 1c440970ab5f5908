package io.github.pgsurge.connection;

import io.github.pgsurge.dsn.Dsn;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.settings.Setting;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.postgresql.util.PSQLException;

/** Turns a failed connection attempt into one line that names the setting to mend. */
final class ConnectFailure {
    /** {@code too_many_connections}: slots, or the limit of a role or database, are used up. */
    static final String TOO_MANY_CONNECTIONS = "53300";

    static final String CONNECTION_LOST = "08006";

    /** Where the load goes. */
    static final String ADDRESS = Setting.DB_HOST + "/" + Setting.DB_PORT;

    /** Where PostgreSQL itself is when the load goes to a pooler. */
    static final String GUARD_ADDRESS = Setting.GUARD_HOST + "/" + Setting.GUARD_PORT;

    private static final Pattern UNSUPPORTED = Pattern.compile("unsupported startup parameter: (\\w+)");

    /** Which connection failed: it decides which names its settings have. */
    enum Endpoint {
        LOAD("the first load connection", ADDRESS, Setting.DB_NAME),
        CONTROL("the control connection", ADDRESS, Setting.GUARD_DATABASE),
        MONITOR("the monitor", ADDRESS, Setting.DB_NAME),
        /** A control connection to the server behind a pooler. */
        GUARD("the control connection", GUARD_ADDRESS, Setting.GUARD_DATABASE);

        private final String purpose;
        private final String address;
        private final Setting database;

        Endpoint(String purpose, String address, Setting database) {
            this.purpose = purpose;
            this.address = address;
            this.database = database;
        }
    }

    private ConnectFailure() {}

    static Rejection explain(SQLException failure, Dsn dsn, Endpoint endpoint) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        String said = oneLine(failure);
        if (state.startsWith("08") && said.contains("SSL")) {
            // pgjdbc gives a server without TLS the SQLSTATE of a rejected log-in
            return usage(Setting.DB_SSL_MODE + "=" + dsn.sslMode(), "does not work", dsn, said, failure);
        }
        Matcher parameter = UNSUPPORTED.matcher(said);
        if (parameter.find()) {
            return usage(
                    endpoint.address, "is a PgBouncer that " + parameterRemedy(parameter.group(1)), dsn, said, failure);
        }
        return switch (state) {
            case TOO_MANY_CONNECTIONS ->
                Rejection.refused("refused: " + dsn.endpoint() + " has no connection left, not even for "
                        + endpoint.purpose + " (" + said + "); free connections or raise the limit");
            case "28P01" ->
                usage(
                        Setting.DB_PASSWORD.name(),
                        "is wrong for " + Setting.DB_USER + "=" + dsn.user(),
                        dsn,
                        said,
                        failure);
            case "28000" -> usage(Setting.DB_USER + "=" + dsn.user(), "may not log in", dsn, said, failure);
            case "08004" -> usage(Setting.DB_PASSWORD.name(), "was not accepted, or is missing", dsn, said, failure);
            case "3D000" -> usage(endpoint.database + "=" + dsn.database(), "does not exist", dsn, said, failure);
            case "42501" ->
                usage(
                        endpoint.database + "=" + dsn.database(),
                        "may not be connected to by " + Setting.DB_USER + "=" + dsn.user(),
                        dsn,
                        said,
                        failure);
            default -> explainCause(failure, dsn, endpoint, said);
        };
    }

    /** What makes PgBouncer take a startup parameter that it does not know. */
    private static String parameterRemedy(String parameter) {
        String ignore = "refuses the startup parameter " + parameter + ": set ignore_startup_parameters = " + parameter
                + " in its pgbouncer.ini and RELOAD it; it is then without effect";
        return parameter.equals("extra_float_digits")
                ? ignore + ", which does no harm (pgjdbc always sends it)"
                : ignore + ", so give the role the setting instead: ALTER ROLE ... SET " + parameter;
    }

    private static Rejection explainCause(SQLException failure, Dsn dsn, Endpoint endpoint, String said) {
        if (hasCause(failure, UnknownHostException.class)) {
            return usage(endpoint.address, "names an unknown host", dsn, said, failure);
        }
        if (hasCause(failure, SSLException.class) || hasCause(failure, GeneralSecurityException.class)) {
            return usage(Setting.DB_SSL_MODE + "=" + dsn.sslMode(), "does not work", dsn, said, failure);
        }
        if (hasCause(failure, SocketTimeoutException.class)) {
            String waited = "gave no answer within " + dsn.connectTimeout().toSeconds() + " s";
            return usage(endpoint.address, waited, dsn, said, failure);
        }
        return usage(endpoint.address, "can't be connected to", dsn, said, failure);
    }

    /** The server's or driver's message without detail lines, on one line. */
    static String oneLine(SQLException failure) {
        String message = failure instanceof PSQLException server && server.getServerErrorMessage() != null
                ? server.getServerErrorMessage().getMessage()
                : failure.getMessage();
        return message == null
                ? failure.getClass().getSimpleName()
                : message.strip().replaceAll("\\s+", " ");
    }

    private static Rejection usage(String setting, String problem, Dsn dsn, String said, SQLException failure) {
        return Rejection.usage(setting + " " + problem + " at " + dsn + ": " + said, failure);
    }

    private static boolean hasCause(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (type.isInstance(t)) {
                return true;
            }
        }
        return false;
    }
}
