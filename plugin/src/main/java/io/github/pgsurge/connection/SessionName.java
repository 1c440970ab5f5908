package io.github.pgsurge.connection;

import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code application_name} of a pgsurge session, which every role can read in {@code pg_stat_activity}, also
 * without {@code pg_read_all_stats} (verified on PostgreSQL 15 and 17). Three shapes:
 *
 * <pre>
 * pgsurge-control &lt;cap&gt; &lt;token&gt; &lt;agent&gt; &lt;run&gt;     the reservation: lives as long as its session does
 * pgsurge-load &lt;token&gt; &lt;agent&gt; &lt;run&gt;
 * pgsurge-monitor &lt;token&gt; &lt;agent&gt; &lt;run&gt;           reads the server beside the load, and is no part of it
 * </pre>
 *
 * <p>Never longer than the 63 bytes PostgreSQL keeps; agent and run are cut at their front, where they differ least.
 *
 * @param cap connections reserved, 0 to 10,000; 0 in the name of any other session
 * @param token which connection manager or monitor, unique among those alive
 */
record SessionName(Kind kind, int cap, String token, String agent, String run) {
    /** What such a session is for. */
    enum Kind {
        CONTROL,
        LOAD,
        MONITOR
    }

    /** What every name starts with, for a {@code LIKE}. */
    static final String PREFIX = "pgsurge-";

    private static final Pattern SHAPE = Pattern.compile(
            "pgsurge-(?:control (\\d{1,5})|load|(monitor)) ([0-9a-z]{6}) ([A-Za-z0-9._-]+) ([A-Za-z0-9._-]+)");
    private static final String NOBODY = "-";
    private static final int AGENT_LENGTH = 13;
    private static final int RUN_LENGTH = 20;

    /** The control session of a new manager, with nothing reserved yet. */
    static SessionName control(RunLabel label) {
        return named(Kind.CONTROL, label);
    }

    /** The session of a monitor. */
    static SessionName monitor(RunLabel label) {
        return named(Kind.MONITOR, label);
    }

    private static SessionName named(Kind kind, RunLabel label) {
        long random = ThreadLocalRandom.current().nextLong(36L * 36 * 36 * 36 * 36 * 36);
        String digits = Long.toString(random, 36);
        return new SessionName(
                kind,
                0,
                "0".repeat(6 - digits.length()) + digits,
                clean(label.agent(), AGENT_LENGTH),
                clean(label.runId(), RUN_LENGTH));
    }

    static Optional<SessionName> parse(String applicationName) {
        Matcher matcher = SHAPE.matcher(applicationName);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String cap = matcher.group(1);
        return Optional.of(new SessionName(
                cap != null ? Kind.CONTROL : matcher.group(2) != null ? Kind.MONITOR : Kind.LOAD,
                cap == null ? 0 : Integer.parseInt(cap),
                matcher.group(3),
                matcher.group(4),
                matcher.group(5)));
    }

    SessionName withCap(int reserved) {
        return new SessionName(kind, reserved, token, agent, run);
    }

    SessionName load() {
        return new SessionName(Kind.LOAD, 0, token, agent, run);
    }

    /**
     * Whether a monitor watches the run of this session, for all that can be seen: an agent's run is watched by its
     * controller, which is none and may call the run by another id.
     */
    boolean mayBeWatchedBy(SessionName monitor) {
        return run.equals(monitor.run) || (!agent.equals(NOBODY) && monitor.agent.equals(NOBODY));
    }

    /** The text itself. */
    String text() {
        String use =
                switch (kind) {
                    case CONTROL -> "control " + cap;
                    case LOAD -> "load";
                    case MONITOR -> "monitor";
                };
        return PREFIX + use + " " + token + " " + agent + " " + run;
    }

    private static String clean(String text, int length) {
        String safe = text.isEmpty() ? NOBODY : text.replaceAll("[^A-Za-z0-9._-]", "_");
        return safe.substring(Math.max(0, safe.length() - length));
    }
}
