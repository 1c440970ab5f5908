package io.github.pgsurge.cli;

import io.github.pgsurge.connection.FirstLook;
import io.github.pgsurge.connection.Pooler;
import io.github.pgsurge.connection.PoolerPolicy;
import io.github.pgsurge.connection.PoolerSettlement;
import io.github.pgsurge.dsn.Dsn;
import io.github.pgsurge.dsn.DsnSettings;
import io.github.pgsurge.outcome.ExitCode;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.pgbouncer.compatibility.Compatibility;
import io.github.pgsurge.pgbouncer.compatibility.ConsoleReport;
import io.github.pgsurge.pgbouncer.compatibility.Finding;
import io.github.pgsurge.pgbouncer.compatibility.PoolerSituation;
import io.github.pgsurge.pgbouncer.console.AdminConsole;
import io.github.pgsurge.pgbouncer.console.ConsoleException;
import io.github.pgsurge.pgbouncer.console.ConsoleSettings;
import io.github.pgsurge.pgbouncer.console.PgbouncerVersion;
import io.github.pgsurge.settings.Setting;
import io.github.pgsurge.settings.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What stands before PostgreSQL, and what works through it. Immutable.
 *
 * @param server the server, in words
 * @param look what the data path shows
 * @param settlement what a run would make of it; what it would refuse is left as it is
 * @param refusal why a run would be refused; empty when it would not
 * @param version what the console says of itself; empty when it was not asked, or gave no answer
 * @param notes what else is to be said
 * @param compatibility empty when there is no pooler
 */
record PoolerCheck(
        Dsn server,
        FirstLook look,
        PoolerSettlement settlement,
        Optional<String> refusal,
        Optional<PgbouncerVersion> version,
        List<String> notes,
        Optional<Compatibility> compatibility) {

    /**
     * Looks.
     *
     * @throws Rejection when settings do not fit or there is no connection
     */
    static PoolerCheck of(Settings settings) throws Rejection {
        Dsn dsn = DsnSettings.load(settings);
        PoolerPolicy policy = settings.word(Setting.POOLER, PoolerPolicy.class);
        FirstLook look = FirstLook.take(dsn);
        Optional<String> refusal = Optional.empty();
        PoolerSettlement settlement;
        try {
            settlement = policy.settle(dsn, look.pooler());
        } catch (Rejection refused) {
            refusal = Optional.of(refused.getMessage());
            settlement = new PoolerSettlement(dsn, look.pooler(), policy, Optional.empty());
        }
        if (look.pooler().isEmpty()) {
            return new PoolerCheck(dsn, look, settlement, refusal, Optional.empty(), List.of(), Optional.empty());
        }
        List<String> notes = new ArrayList<>(settlement.said().stream().toList());
        Optional<ConsoleReport> console = console(settings, dsn, notes);
        Pooler pooler = merged(look.pooler().get(), console, notes);
        Optional<PgbouncerVersion> version = console.flatMap(ConsoleReport::version);
        Map<String, String> config = console.map(ConsoleReport::config).orElse(Map.of());
        Compatibility compatibility = Compatibility.of(new PoolerSituation(pooler, version, config, settlement.dsn()));
        return new PoolerCheck(dsn, look, settlement, refusal, version, notes, Optional.of(compatibility));
    }

    /** The first of the consoles; one that gives no answer is no reason to fail. */
    private static Optional<ConsoleReport> console(Settings settings, Dsn dsn, List<String> notes) throws Rejection {
        ConsoleSettings consoles = ConsoleSettings.read(settings);
        if (consoles.addresses().isEmpty()) {
            notes.add(Setting.PGBOUNCER_HOST
                    + " is not set: no admin console was asked for the version and the settings");
            return Optional.empty();
        }
        try (AdminConsole console = consoles.connectFirst()) {
            ConsoleReport report = ConsoleReport.read(console, dsn.database(), dsn.user());
            notes.addAll(report.refusals());
            return Optional.of(report);
        } catch (ConsoleException silent) {
            notes.add(silent.getMessage() + "; what follows is from the data path alone");
            return Optional.empty();
        }
    }

    /** What the data path shows goes before what a console says, which may be another PgBouncer's. */
    private static Pooler merged(Pooler seen, Optional<ConsoleReport> console, List<String> notes) {
        Optional<Pooler.Mode> told = console.flatMap(ConsoleReport::poolMode);
        if (told.isPresent() && seen.mode() == Pooler.Mode.UNKNOWN) {
            notes.add("the mode is as the console says: the data path does not show it");
            return new Pooler(told.get(), seen.preparedStatements());
        }
        told.filter(mode -> mode != seen.mode())
                .ifPresent(
                        mode -> notes.add("the console says pool_mode " + mode + ", the data path shows " + seen.mode()
                                + ": " + Setting.PGBOUNCER_HOST + " may be another PgBouncer than " + Setting.DB_HOST));
        return seen;
    }

    ExitCode exitCode() {
        boolean safe =
                refusal.isEmpty() && compatibility.map(Compatibility::isSafe).orElse(true);
        return safe ? ExitCode.OK : ExitCode.REFUSED;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        String at = "PostgreSQL " + look.facts().version() + " at " + server.endpoint() + "/" + server.database()
                + " as " + look.facts().role();
        if (compatibility.isEmpty()) {
            lines.add(at + ": no pooler here, everything works");
            return lines;
        }
        lines.add(at + ", through " + version.map(v -> "PgBouncer " + v).orElse("a pooler") + " "
                + look.pooler().orElseThrow().describe());
        lines.add("driver: prepareThreshold " + settlement.dsn().prepareThreshold() + ", " + Setting.POOLER + "="
                + settlement.policy());
        refusal.ifPresent(lines::add);
        lines.addAll(notes);
        lines.add("");
        compatibility.get().findings().forEach(finding -> add(finding, lines));
        lines.add("");
        lines.add(
                exitCode() == ExitCode.OK
                        ? "safe: pgsurge gets its own answers with these settings"
                        : "not safe: clients would get each other's answers with these settings");
        return lines;
    }

    private static void add(Finding finding, List<String> lines) {
        lines.add(String.format(Locale.ROOT, "%-9s  %-48s  %s", finding.works(), finding.feature(), finding.why()));
        if (!finding.remedy().isEmpty() && finding.works() != Finding.Works.YES) {
            lines.add(" ".repeat(61) + "-> " + finding.remedy());
        }
    }

    Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("endpoint", server.endpoint());
        map.put("database", server.database());
        map.put("postgres_version", look.facts().version());
        look.pooler().ifPresent(pooler -> {
            Map<String, Object> seen = new LinkedHashMap<>();
            version.ifPresent(known -> seen.put("pgbouncer_version", known.toString()));
            seen.put("mode", pooler.mode().toString());
            seen.put("prepared_statements", pooler.preparedStatements().toString());
            map.put("pooler", seen);
        });
        map.put("policy", settlement.policy().toString());
        map.put("prepare_threshold", settlement.dsn().prepareThreshold());
        map.put("notes", notes);
        map.put(
                "findings",
                compatibility.map(Compatibility::findings).orElse(List.of()).stream()
                        .map(PoolerCheck::asMap)
                        .toList());
        map.put("safe", exitCode() == ExitCode.OK);
        return map;
    }

    private static Map<String, Object> asMap(Finding finding) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("feature", finding.feature().name().toLowerCase(Locale.ROOT));
        map.put("works", finding.works().toString());
        map.put("why", finding.why());
        if (!finding.remedy().isEmpty()) {
            map.put("remedy", finding.remedy());
        }
        return map;
    }
}
