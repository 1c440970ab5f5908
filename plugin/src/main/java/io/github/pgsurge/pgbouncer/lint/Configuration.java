package io.github.pgsurge.pgbouncer.lint;

import io.github.pgsurge.pgbouncer.console.PgbouncerVersion;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a file comes to: for each name the last value that PgBouncer would take. What is broken is left out. Immutable, once
 * read by {@link ConfigurationReader}.
 */
final class Configuration {
    /** The database name of the admin console, which no database may have. */
    static final String CONSOLE = "pgbouncer";

    /** The mode in which a client keeps its server connection. */
    static final String SESSION = "session";

    /** The entry for databases without one. */
    static final String ANY_DATABASE = "*";

    private final Path file;
    private final PgbouncerVersion version;
    private final Map<String, IniItem.Entry> general;
    private final Map<String, Member> databases;
    private final Map<String, Member> users;

    /**
     * A database or a user with settings of its own.
     *
     * @param values by name; those of a database hold no password
     */
    record Member(String name, Place place, Map<String, String> values) {
        Optional<String> text(String key) {
            return Optional.ofNullable(values.get(key));
        }

        /** As atoi reads it; -1, which is no setting, when it is not there. */
        int number(String... keys) {
            return Arrays.stream(keys)
                    .filter(values::containsKey)
                    .findFirst()
                    .map(key -> Numerals.leading(values.get(key))
                            .map(Numerals::asInt)
                            .orElse(0))
                    .orElse(-1);
        }
    }

    Configuration(
            Path file,
            PgbouncerVersion version,
            Map<String, IniItem.Entry> general,
            Map<String, Member> databases,
            Map<String, Member> users) {
        this.file = file;
        this.version = version;
        this.general = new LinkedHashMap<>(general);
        this.databases = new LinkedHashMap<>(databases);
        this.users = new LinkedHashMap<>(users);
    }

    PgbouncerVersion version() {
        return version;
    }

    /** The databases, that for those without an entry included. */
    List<Member> databases() {
        return List.copyOf(databases.values());
    }

    /** The users with settings of their own. */
    List<Member> users() {
        return List.copyOf(users.values());
    }

    /** A user's own settings; none when there are none. */
    Member user(String name) {
        return users.getOrDefault(name, new Member(name, whole(), Map.of()));
    }

    boolean isSet(String name) {
        return general.containsKey(name);
    }

    /** Where a setting stands; the file when it does not. */
    Place place(String name) {
        return isSet(name) ? general.get(name).place() : whole();
    }

    /** The file as a place. */
    Place whole() {
        return new Place(file, 0);
    }

    /** A setting of [pgbouncer], or its default; empty when it has none. */
    String text(String name) {
        return isSet(name)
                ? general.get(name).value()
                : ParameterTable.find(CONSOLE, name)
                        .map(known -> known.fallback(version))
                        .orElse("");
    }

    /** A setting that is one of several words, in lower case. */
    String word(String name) {
        return text(name).toLowerCase(Locale.ROOT);
    }

    /** A whole number; 0 when it is none. */
    int number(String name) {
        return Numerals.whole(text(name)).map(Numerals::asInt).orElse(0);
    }

    /** A time in seconds; 0 when it is none. */
    double seconds(String name) {
        return Numerals.real(text(name)).orElse(0);
    }

    /** The databases and the users. */
    Stream<Member> members() {
        return Stream.concat(databases.values().stream(), users.values().stream());
    }

    /** Whether a database or a user has a setting of its own. */
    boolean isSetOfMembers(String name) {
        return members().anyMatch(member -> member.text(name).isPresent());
    }

    /** The entries of a setting that lists several, separated by commas. */
    List<String> list(String name) {
        return Arrays.stream(text(name).split(",", -1))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    /** The mode of a database, its own or the general one. */
    String mode(Member database) {
        return database.text("pool_mode")
                .map(mode -> mode.toLowerCase(Locale.ROOT))
                .orElse(word("pool_mode"));
    }

    /** Whether a database has the general mode; without databases those that may come have it. */
    boolean isModeInherited() {
        return databases.isEmpty()
                || databases.values().stream()
                        .anyMatch(database -> database.text("pool_mode").isEmpty());
    }

    /** The modes that there may be pools of: those of databases, and of users, which come before. */
    Set<String> modes() {
        Stream<String> own = members()
                .flatMap(member -> member.text("pool_mode").stream())
                .map(mode -> mode.toLowerCase(Locale.ROOT));
        Stream<String> general = Stream.of(word("pool_mode")).filter(mode -> isModeInherited());
        return Stream.concat(general, own).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether in some pools clients share server connections. */
    boolean isShared() {
        return modes().stream().anyMatch(mode -> !mode.equals(SESSION));
    }
}
