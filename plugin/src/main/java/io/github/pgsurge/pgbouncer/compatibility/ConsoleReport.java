package io.github.pgsurge.pgbouncer.compatibility;

import io.github.pgsurge.connection.Pooler;
import io.github.pgsurge.pgbouncer.console.AdminConsole;
import io.github.pgsurge.pgbouncer.console.ConsoleException;
import io.github.pgsurge.pgbouncer.console.ConsoleTable;
import io.github.pgsurge.pgbouncer.console.DatabaseReading;
import io.github.pgsurge.pgbouncer.console.PgbouncerVersion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an admin console says that decides what works through it. Immutable.
 *
 * @param version empty when it does not say
 * @param config its settings by name; none when it refuses them
 * @param poolMode the mode that holds: that of the user before that of the database before the general one; empty when it is
 *     not told, or a word that is none
 * @param refusals what it said to each command that it refused
 */
public record ConsoleReport(
        Optional<PgbouncerVersion> version,
        Map<String, String> config,
        Optional<Pooler.Mode> poolMode,
        List<String> refusals) {
    private static final String POOL_MODE = "pool_mode";

    /** Copies the settings and the refusals. */
    public ConsoleReport {
        config = Map.copyOf(config);
        refusals = List.copyOf(refusals);
    }

    /**
     * Asks for SHOW VERSION, CONFIG, DATABASES and USERS; it may refuse any of them.
     *
     * @throws ConsoleException when the console gives no answer
     */
    public static ConsoleReport read(AdminConsole console, String database, String user) throws ConsoleException {
        List<String> refusals = new ArrayList<>();
        Map<String, String> config = unlessRefused(console::config, Map.of(), refusals);
        Optional<String> ofDatabase = unlessRefused(console::databases, List.<DatabaseReading>of(), refusals).stream()
                .filter(one -> one.name().equals(database))
                .flatMap(one -> one.poolMode().stream())
                .findFirst();
        Optional<String> ofUser =
                unlessRefused(() -> console.query("SHOW USERS"), new ConsoleTable(List.of()), refusals).rows().stream()
                        .filter(row -> user.equals(row.get("name")))
                        .flatMap(row -> ConsoleTable.text(row, POOL_MODE).stream())
                        .findFirst();
        Optional<Pooler.Mode> mode = Stream.of(ofUser, ofDatabase, Optional.ofNullable(config.get(POOL_MODE)))
                .flatMap(Optional::stream)
                .findFirst()
                .flatMap(ConsoleReport::mode);
        return new ConsoleReport(
                PgbouncerVersion.in(unlessRefused(console::version, "", refusals)), config, mode, refusals);
    }

    /** One question to the console. */
    @FunctionalInterface
    private interface Question<T> {
        T ask() throws ConsoleException;
    }

    private static <T> T unlessRefused(Question<T> question, T otherwise, List<String> refusals)
            throws ConsoleException {
        try {
            return question.ask();
        } catch (ConsoleException.Refused refused) {
            refusals.add(refused.getMessage());
            return otherwise;
        }
    }

    private static Optional<Pooler.Mode> mode(String word) {
        return Arrays.stream(Pooler.Mode.values())
                .filter(mode -> mode != Pooler.Mode.UNKNOWN && mode.toString().equals(word))
                .findFirst();
    }
}
