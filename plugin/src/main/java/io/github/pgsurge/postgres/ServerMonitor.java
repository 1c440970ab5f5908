package io.github.pgsurge.postgres;

import io.github.pgsurge.connection.MonitorConnection;
import io.github.pgsurge.connection.RunLabel;
import io.github.pgsurge.dsn.Dsn;
import io.github.pgsurge.evidence.Fields;
import io.github.pgsurge.evidence.Findings;
import io.github.pgsurge.evidence.RunObserver;
import io.github.pgsurge.evidence.Value;
import io.github.pgsurge.run.Poller;
import io.github.pgsurge.settings.Setting;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches a PostgreSQL beside the load: a line of {@code server.jsonl} for each reading, gauges for Prometheus, and block
 * {@value PostgresBlock#NAME} of run.json with what came between the start and the end of the load.
 *
 * <p>The start is where {@link #loadBegins} says it; without that, as with agents, and after a warm-up, it is the first
 * second in which something was measured, from which on rows count for the figures a row. Only the poller's thread ever
 * waits for the server; the begin, the start and the end wait for that thread, each no longer than the timeout.
 */
public final class ServerMonitor implements RunObserver {
    private static final Logger log = LoggerFactory.getLogger(ServerMonitor.class);
    private static final String NAME = "PostgreSQL Monitor";

    /** A reading that begins later than this after rows were counted is no start for figures a row. */
    private static final Duration LATEST_START = Duration.ofMillis(250);

    private static final Duration LONGEST_DELAY = Duration.ofSeconds(2);

    /** What the next reading is to be. */
    private sealed interface Wanted {
        /** The start, with the rows that were written by that {@link System#nanoTime()}. */
        record Start(long rows, long atNanos, boolean underLoad) implements Wanted {}

        /** The end, with the rows that were written. */
        record End(OptionalLong rows) implements Wanted {}

        /** What late counters got after the end. */
        record Late() implements Wanted {}
    }

    private final String endpoint;
    private final String database;
    private final Duration timeout;
    private final ReconnectingSession sessions;
    private final ActivityCollector collector;
    private final Poller poller;
    private final Window window = new Window();
    private final AtomicReference<Wanted> wanted = new AtomicReference<>();
    private volatile Surroundings surroundings;
    private volatile Map<String, String> settings = Map.of();
    private boolean poolerSaid;
    private boolean unwritable;
    private boolean blindToStatements;
    private boolean settled;

    /**
     * Ready to begin; nothing is connected yet.
     *
     * @param dsn of PostgreSQL itself, with the load's database
     * @param label of the run
     * @param table of the load, quoted where it must be
     * @param interval between two readings
     * @param timeout longest wait for an answer
     * @param namespace label of the gauges
     */
    public ServerMonitor(Dsn dsn, RunLabel label, String table, Duration interval, Duration timeout, String namespace) {
        endpoint = dsn.endpoint();
        database = dsn.database();
        this.timeout = timeout;
        sessions = new ReconnectingSession(dsn, label, table, timeout);
        collector = new ActivityCollector(namespace);
        poller = new Poller(NAME, interval, this::read, this::say);
    }

    private void say(String line) {
        surroundings.out().accept(line);
    }

    @Override
    public void begin(Surroundings given) {
        surroundings = given;
        given.registry().ifPresent(registry -> registry.register(collector));
        poller.start(timeout);
    }

    /** Makes the next reading the start, unless a warm-up comes first: nothing of the load has been sent yet. */
    public void loadBegins() {
        if (surroundings != null && surroundings.warmup().isZero()) {
            Duration patience = timeout.compareTo(LONGEST_DELAY) < 0 ? timeout : LONGEST_DELAY;
            Wanted start = new Wanted.Start(0, System.nanoTime() + patience.toNanos(), false);
            wanted.set(start);
            poller.readNow(patience);
            // the load goes on now: it is too late for a start without rows
            wanted.compareAndSet(start, null);
        }
    }

    @Override
    public void observe(Moment moment) {
        if (moment.last()) {
            wanted.set(new Wanted.End(written(moment)));
            poller.readNow(timeout);
        } else if (!isStarted() && !moment.interval().measured().isZero()) {
            OptionalLong rows = written(moment);
            wanted.set(new Wanted.Start(rows.orElse(0), System.nanoTime(), true));
            poller.readSoon();
        }
    }

    /** Whether there is a start, from which on rows count. */
    boolean isStarted() {
        return window.isStarted();
    }

    private static OptionalLong written(Moment moment) {
        return moment.total().get().counts().written().value();
    }

    private Optional<String> read() {
        Optional<ServerSession> session = sessions.session();
        if (session.isEmpty()) {
            collector.show(Optional.empty());
            return sessions.isBehindPooler() ? saidOfPooler() : Optional.of(sessions.failure());
        }
        meet(session.get());
        Wanted kind = wanted.getAndSet(null);
        Optional<String> failure = take(session.get(), kind);
        // what is wanted is wanted once: that the connection broke since the last reading is no reason to go without
        Optional<ServerSession> another = failure.isPresent() && kind != null ? sessions.session() : Optional.empty();
        return another.isPresent() ? take(another.get(), kind) : failure;
    }

    private Optional<String> saidOfPooler() {
        if (!poolerSaid) {
            poolerSaid = true;
            say(NAME + ": " + endpoint + " is a connection pooler, behind which nothing can be seen of the server;"
                    + " PostgreSQL is not watched. Set " + Setting.GUARD_HOST + " and " + Setting.GUARD_PORT
                    + " to PostgreSQL itself");
        }
        return Optional.empty();
    }

    private void meet(ServerSession session) {
        if (settings.isEmpty()) {
            settings = session.settings();
            session.blindness().ifPresent(blindness -> say(NAME + ": " + blindness));
        }
    }

    private Optional<String> take(ServerSession session, Wanted kind) {
        try {
            if (kind instanceof Wanted.Late) {
                session.awaitCounters();
            }
            Reading reading = session.read();
            keep(reading, kind);
            collector.show(Optional.of(reading));
            write(reading);
        } catch (SQLException failure) {
            sessions.broke(failure);
            return Optional.of(sessions.failure());
        }
        lookAtStatements(session, kind);
        return Optional.empty();
    }

    private void keep(Reading reading, Wanted kind) {
        if (kind instanceof Wanted.Start start && reading.nanos() - start.atNanos() <= LATEST_START.toNanos()) {
            window.start(reading, start.rows(), start.underLoad());
        } else if (kind instanceof Wanted.End end) {
            window.end(reading, end.rows());
        } else if (kind instanceof Wanted.Late) {
            window.settle(reading);
        } else {
            window.add(reading);
        }
    }

    /** After the reading, as it takes longer and may fail where the reading does not. */
    private void lookAtStatements(ServerSession session, Wanted kind) {
        try {
            if (kind instanceof Wanted.Start && isStarted()) {
                window.startStatements(session.statements());
            } else if (kind instanceof Wanted.End && window.statementsBefore().isPresent()) {
                window.endStatements(session.mostSince(window.statementsBefore().get()));
            }
        } catch (SQLException failure) {
            if (!blindToStatements) {
                blindToStatements = true;
                say(NAME + ": what statements took is not known: " + MonitorConnection.oneLine(failure));
            }
        }
    }

    private void write(Reading reading) {
        try {
            surroundings.readings().append(PostgresBlock.NAME, endpoint, reading.at(), reading.fields());
        } catch (IOException failure) {
            if (!unwritable) {
                unwritable = true;
                log.error("Readings of PostgreSQL are no longer written", failure);
                say(NAME + ": " + failure.getMessage());
            }
        }
    }

    /** Those of sessions that were closed after the last moment come to be known only now. */
    private void settle() {
        if (!settled) {
            settled = true;
            if (window.isSettling()) {
                wanted.set(new Wanted.Late());
                poller.finish(timeout);
            } else {
                poller.close();
            }
        }
    }

    @Override
    public Findings findings() {
        settle();
        return window.figures().map(this::findings).orElse(Findings.NONE);
    }

    private Findings findings(ServerFigures figures) {
        Findings.Builder found = Findings.builder()
                .putAll(figures.findings())
                .put(PostgresBlock.SERVER, endpoint)
                .put(PostgresBlock.DATABASE, database);
        List<Fields> statements = window.statements();
        if (!statements.isEmpty()) {
            found.put(PostgresBlock.STATEMENTS, new Value.Items(List.copyOf(statements)));
        }
        List<String> reset = window.reset();
        if (!reset.isEmpty()) {
            found.put(PostgresBlock.RESET, Value.Items.of(reset));
        }
        return found.put(PostgresBlock.SETTINGS, Fields.ofTexts(settings)).build();
    }

    @Override
    public List<String> remarks() {
        settle();
        List<String> lines = new ArrayList<>();
        window.figures()
                .flatMap(ServerFigures::summary)
                .ifPresent(line -> lines.add("PostgreSQL " + settings.getOrDefault("server_version", "") + " at "
                        + endpoint + "/" + database + ": " + line));
        if (!window.reset().isEmpty()) {
            lines.add("Counters of PostgreSQL were reset during the run (" + String.join(", ", window.reset())
                    + "): what they counted between the last reading and the reset is missing from its figures");
        }
        return lines;
    }

    @Override
    public void close() {
        poller.close();
        sessions.close();
    }
}
