package io.github.pgsurge.pgbouncer.lint;

import io.github.pgsurge.outcome.NearestNames;
import io.github.pgsurge.pgbouncer.console.PgbouncerVersion;
import io.github.pgsurge.pgbouncer.lint.Configuration.Member;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a {@link Configuration} of what a file holds, and says what PgBouncer would not take, or take otherwise than it
 * looks. Made for one file; not thread safe.
 */
final class ConfigurationReader {
    private static final String GENERAL = Configuration.CONSOLE;
    private static final String DATABASES = "databases";
    private static final String PEERS = "peers";
    private static final int MOST_NAME_BYTES = 63;
    private static final int MOST_PEERS = 65_535;

    private final Path file;
    private final PgbouncerVersion version;
    private final LintFindings findings;
    private final Map<String, IniItem.Entry> general = new LinkedHashMap<>();
    private final Map<String, Map<String, Member>> members = new HashMap<>(
            Map.of(DATABASES, new LinkedHashMap<>(), "users", new LinkedHashMap<>(), PEERS, new LinkedHashMap<>()));
    private boolean begun;
    private boolean known;

    ConfigurationReader(Path file, PgbouncerVersion version, LintFindings findings) {
        this.file = file;
        this.version = version;
        this.findings = findings;
    }

    Configuration read(List<IniItem> items) {
        for (IniItem item : items) {
            if (item instanceof IniItem.Broken broken) {
                findings.error(broken.place(), "syntax", broken.why() + "; PgBouncer stops here", "");
            } else if (item instanceof IniItem.Unread unread) {
                findings.warning(unread.place(), "unread", unread.what(), "take it out");
            } else if (item instanceof IniItem.Header header) {
                begin(header);
            } else if (item instanceof IniItem.Entry entry) {
                take(entry);
            }
        }
        if (!begun) {
            findings.error(
                    new Place(file, 0), "section", "there is no section [pgbouncer]", "begin it with [pgbouncer]");
        }
        return new Configuration(file, version, general, members.get("databases"), members.get("users"));
    }

    private void begin(IniItem.Header header) {
        Optional<PgbouncerVersion> since = ParameterTable.since(header.name());
        known = since.isPresent() && since.get().compareTo(version) <= 0;
        if (!known) {
            findings.error(
                    header.place(),
                    "unknown-section",
                    "PgBouncer " + version + " knows no section [" + header.name() + "]"
                            + since.map(first -> "; " + first + " brought it").orElse(""),
                    since.isPresent() ? "" : "the sections are [pgbouncer], [databases], [users], [peers]");
        }
        if (header.name().equals(GENERAL)) {
            beginAgain(header.place());
            begun = true;
        }
    }

    /** What has a default goes back to it. */
    private void beginAgain(Place place) {
        int before = general.size();
        general.keySet().removeIf(name -> !stays(name));
        int lost = before - general.size();
        if (lost > 0) {
            findings.warning(
                    place,
                    "section-again",
                    "[pgbouncer] begins again: " + lost + " settings above are back at their defaults",
                    "keep one section [pgbouncer]");
        }
    }

    private static boolean stays(String name) {
        return ParameterTable.find(GENERAL, name).map(Parameter::stays).orElse(false);
    }

    private void take(IniItem.Entry entry) {
        if (entry.section().isEmpty()) {
            findings.error(
                    entry.place(),
                    "section",
                    entry.key() + " stands above the first section",
                    "begin with [pgbouncer]");
        } else if (entry.section().equals(GENERAL)) {
            if (isRight(entry.place(), GENERAL, "", entry.key(), entry.value())) {
                IniItem.Entry before = general.put(entry.key(), entry);
                if (before != null) {
                    again(entry.place(), entry.key(), before.place());
                }
            }
        } else if (known) {
            member(entry);
        }
    }

    private void again(Place place, String name, Place before) {
        findings.warning(
                place, "duplicate", name + " is set again; what line " + before.line() + " says is without effect", "");
    }

    private void member(IniItem.Entry entry) {
        if (!isName(entry)) {
            return;
        }
        List<Map.Entry<String, String>> pairs = ConnectString.parse(entry.value());
        if (pairs == null) {
            findings.error(
                    entry.place(),
                    "syntax",
                    entry.key() + ": not key=value pairs, separated by spaces, none of them empty",
                    "leave out what has no value; put a value with spaces in single quotes");
            return;
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (Map.Entry<String, String> pair : pairs) {
            separated(entry, pair);
            if (isRight(entry.place(), entry.section(), entry.key() + ": ", pair.getKey(), pair.getValue())
                    && values.put(pair.getKey(), shown(pair)) != null) {
                findings.warning(
                        entry.place(), "duplicate", entry.key() + ": " + pair.getKey() + " is given twice", "");
            }
        }
        if (entry.section().equals(PEERS) && !values.containsKey("host")) {
            findings.error(entry.place(), "peer", "peer " + entry.key() + " has no host", "host=...");
        }
        Member before = members.get(entry.section()).put(entry.key(), new Member(entry.key(), entry.place(), values));
        if (before != null) {
            again(entry.place(), entry.key(), before.place());
        }
    }

    /** Whether PgBouncer takes the name of a database, a user or a peer. */
    private boolean isName(IniItem.Entry entry) {
        String name = entry.key();
        boolean database = entry.section().equals(DATABASES);
        if (database && name.equals(Configuration.CONSOLE)) {
            findings.error(
                    entry.place(),
                    "reserved-name",
                    "the database name " + Configuration.CONSOLE + " is reserved: it is the admin console",
                    "give the database another name; dbname=" + Configuration.CONSOLE + " may stay behind it");
            return false;
        }
        if (database && name.getBytes(StandardCharsets.UTF_8).length > MOST_NAME_BYTES) {
            findings.error(
                    entry.place(),
                    "long-name",
                    "the database name " + name + " has more than " + MOST_NAME_BYTES + " bytes",
                    "give it a shorter one; dbname= behind it may be what it is");
            return false;
        }
        if (entry.section().equals(PEERS)
                && !(name.matches("0*[1-9]\\d{0,4}") && Integer.parseInt(name) <= MOST_PEERS)) {
            findings.error(entry.place(), "peer", "peer " + name + " is no number of 1 to " + MOST_PEERS, "");
            return false;
        }
        return true;
    }

    /** Spaces separate pairs, tabs are part of them. */
    private void separated(IniItem.Entry entry, Map.Entry<String, String> pair) {
        if (pair.getValue().matches("\\S*\t[^\t =]+=.*")) {
            findings.warning(
                    entry.place(),
                    "tab",
                    entry.key() + ": the value of " + pair.getKey() + " holds a tab, and what comes after it",
                    "separate with spaces");
        }
    }

    private static String shown(Map.Entry<String, String> pair) {
        return pair.getKey().equals("password") ? "****" : pair.getValue();
    }

    /** Whether PgBouncer of this version takes a name and its value. */
    private boolean isRight(Place place, String section, String who, String name, String value) {
        Optional<Parameter> parameter = ParameterTable.find(section, name);
        if (parameter.isEmpty()) {
            List<String> near = NearestNames.of(name, ParameterTable.names(section));
            String remedy = near.isEmpty() ? "take it out" : "did you mean " + String.join(", ", near) + "?";
            if (version.compareTo(ParameterTable.NEWEST) > 0) {
                findings.warning(
                        place,
                        "unknown-parameter",
                        who + "PgBouncer up to " + ParameterTable.NEWEST + " knows no parameter " + name + " in ["
                                + section + "]",
                        remedy);
            } else {
                findings.error(
                        place,
                        "unknown-parameter",
                        who + "PgBouncer knows no parameter " + name + " in [" + section + "]",
                        remedy);
            }
            return false;
        }
        if (parameter.get().since().compareTo(version) > 0) {
            findings.error(
                    place,
                    "unknown-in-version",
                    who + "PgBouncer " + version + " knows no parameter " + name + "; "
                            + parameter.get().since() + " brought it",
                    "take it out, or take PgBouncer " + parameter.get().since() + " or newer");
            return false;
        }
        ValueType type = parameter.get().type();
        String shown = who + name + " = " + (name.equals("password") ? "****" : value) + " ";
        Optional<String> refusal = type.refusal(value, version);
        refusal.ifPresentOrElse(
                why -> findings.error(place, "value", shown + why, remedy(value)),
                () -> type.surprise(value).ifPresent(what -> findings.warning(place, "value", shown + what, "")));
        return refusal.isEmpty();
    }

    private static String remedy(String value) {
        return value.contains(";") || value.contains("#") ? "a comment stands on a line of its own" : "";
    }
}
