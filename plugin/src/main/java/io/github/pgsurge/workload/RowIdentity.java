package io.github.pgsurge.workload;

import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.settings.Kind;
import io.github.pgsurge.settings.Setting;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who wrote a row: made by the client, so that it survives what a sequence of the server does not (a promoted standby
 * issues the same ids again). It stands in the email as {@code jane.doe+<run>.<worker>.<sequence>@example.com}.
 *
 * <p>Immutable and thread safe.
 *
 * @param run the run id, as {@code RUN_ID} takes it: letters, digits, {@code _} and {@code -}
 * @param worker who of the run wrote it, 1 to 40 of the same characters; {@value #SEED_WORKER} for seed rows
 * @param sequence 0, 1, 2, ... without gaps as the worker made them
 */
public record RowIdentity(String run, String worker, long sequence) {
    /** The worker of the rows that a load table is seeded with. */
    public static final String SEED_WORKER = "seed";

    static final String DOMAIN = "@example.com";

    private static final Pattern RUN = ((Kind.Matching) Setting.RUN_ID.kind()).pattern();
    private static final Pattern WORKER = Pattern.compile("[A-Za-z0-9_-]{1,40}");
    private static final Pattern EMAIL =
            Pattern.compile("[^+]*\\+(" + RUN + ")\\.(" + WORKER + ")\\.(0|[1-9][0-9]{0,18})" + Pattern.quote(DOMAIN));

    /**
     * Checks every part.
     *
     * @throws IllegalArgumentException when a part does not fit; {@link #requireRun} checks users' text
     */
    public RowIdentity {
        if (!RUN.matcher(run).matches() || !WORKER.matcher(worker).matches() || sequence < 0) {
            throw new IllegalArgumentException("not a row identity: " + run + "." + worker + "." + sequence);
        }
    }

    /**
     * Checks a run id.
     *
     * @throws Rejection when the text is no run id
     */
    public static String requireRun(String text) throws Rejection {
        return require(RUN, Setting.RUN_ID.name(), text, Setting.RUN_ID.kind().allowed());
    }

    /**
     * Checks a worker id.
     *
     * @throws Rejection when the text is no worker id
     */
    public static String requireWorker(String text) throws Rejection {
        return require(WORKER, "worker", text, "1 to 40 letters, digits, - and _");
    }

    /** The identity inside an email, or empty when it holds none. */
    public static Optional<RowIdentity> parse(String email) {
        Matcher m = EMAIL.matcher(email);
        if (!m.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new RowIdentity(m.group(1), m.group(2), Long.parseLong(m.group(3))));
        } catch (NumberFormatException beyondLong) {
            return Optional.empty();
        }
    }

    /** {@code <run>.<worker>.<sequence>}. */
    public String format() {
        return run + "." + worker + "." + sequence;
    }

    /** The email of a person that carries this identity. */
    public String email(String person) {
        return person + "+" + format() + DOMAIN;
    }

    private static String require(Pattern pattern, String setting, String text, String allowed) throws Rejection {
        if (!pattern.matcher(text).matches()) {
            throw Rejection.usage(setting + ": '" + text.replaceAll("\\p{Cntrl}", "?") + "' is not " + allowed);
        }
        return text;
    }
}
