package io.github.pgsurge.dsn;

import io.github.pgsurge.outcome.NearestNames;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.settings.Setting;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.postgresql.PGProperty;

/** The pgjdbc properties a user may add. {@link PGProperty} is the registry of those that exist. */
final class DriverProperties {
    private static final String SELF = "is set by pgsurge itself";
    private static final String OWN_FIELD = "has a field of its own";

    /** What pgsurge sets itself, and why it can't be set here. */
    private static final Map<PGProperty, String> OWNED = Map.ofEntries(
            Map.entry(PGProperty.USER, OWN_FIELD),
            Map.entry(PGProperty.PASSWORD, OWN_FIELD),
            Map.entry(PGProperty.PG_HOST, OWN_FIELD),
            Map.entry(PGProperty.PG_PORT, OWN_FIELD),
            Map.entry(PGProperty.PG_DBNAME, OWN_FIELD),
            Map.entry(PGProperty.SSL_MODE, OWN_FIELD),
            Map.entry(PGProperty.SSL, OWN_FIELD),
            Map.entry(PGProperty.SSL_ROOT_CERT, OWN_FIELD),
            Map.entry(PGProperty.SSL_CERT, OWN_FIELD),
            Map.entry(PGProperty.SSL_KEY, OWN_FIELD),
            Map.entry(PGProperty.CONNECT_TIMEOUT, OWN_FIELD),
            Map.entry(PGProperty.LOGIN_TIMEOUT, "has the connect timeout in its place"),
            Map.entry(PGProperty.TARGET_SERVER_TYPE, OWN_FIELD),
            Map.entry(PGProperty.LOAD_BALANCE_HOSTS, "would spread the load over servers that one guard can't watch"),
            Map.entry(PGProperty.REPLICATION, "would take slots that the budget doesn't count"),
            Map.entry(PGProperty.SERVICE, "would replace host, database and user behind the budget's back"),
            Map.entry(PGProperty.APPLICATION_NAME, SELF),
            Map.entry(PGProperty.ASSUME_MIN_SERVER_VERSION, SELF),
            Map.entry(PGProperty.SOCKET_FACTORY, SELF),
            Map.entry(PGProperty.SOCKET_FACTORY_ARG, SELF));

    private DriverProperties() {}

    /** Reads {@code name=value} pairs, separated by {@code &}. */
    static Map<String, String> parse(String pairs) throws Rejection {
        Map<String, String> properties = new LinkedHashMap<>();
        for (String pair : pairs.isEmpty() ? new String[0] : pairs.split("&")) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw Rejection.usage(Setting.DB_PROPERTIES + ": '" + pair + "' is not allowed; allowed: "
                        + Setting.DB_PROPERTIES.kind().allowed());
            }
            properties.put(
                    pair.substring(0, equals).strip(),
                    pair.substring(equals + 1).strip());
        }
        return properties;
    }

    /** @throws Rejection for a name pgjdbc doesn't know, or one that pgsurge owns; values are never shown */
    static Map<String, String> checked(Map<String, String> extra) throws Rejection {
        Map<String, String> result = new TreeMap<>();
        for (Map.Entry<String, String> entry : extra.entrySet()) {
            String name = entry.getKey();
            PGProperty property = PGProperty.forName(name);
            if (property == null) {
                throw Rejection.usage("pgjdbc knows no property '" + name + "'" + nearest(name));
            }
            if (OWNED.containsKey(property)) {
                throw Rejection.usage(
                        "the pgjdbc property '" + name + "' can't be set here: it " + OWNED.get(property));
            }
            if (property == PGProperty.SOCKET_TIMEOUT && !entry.getValue().matches("\\d{1,6}")) {
                throw Rejection.usage("socketTimeout=" + entry.getValue() + " is not a number of seconds, 0 to 999999");
            }
            if (property == PGProperty.PREPARE_THRESHOLD && !entry.getValue().matches("-?\\d{1,9}")) {
                throw Rejection.usage("prepareThreshold=" + entry.getValue() + " is not a whole number");
            }
            result.put(property.getName(), entry.getValue());
        }
        return Map.copyOf(result);
    }

    private static String nearest(String name) {
        List<String> near = NearestNames.of(
                name,
                Arrays.stream(PGProperty.values()).map(PGProperty::getName).toList());
        return near.isEmpty()
                ? "; see the list of connection parameters in its documentation"
                : "; did you mean " + String.join(", ", near) + "?";
    }
}
