package io.github.pgsurge.outcome;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The exit codes of every pgsurge command, and of {@code jmeter -n} with {@code -Jpgsurge.exit=true}.
 *
 * <p>Immutable and thread safe.
 */
public enum ExitCode {
    /** Pass or warn. */
    OK(0),
    /** A defect of pgsurge itself. */
    INTERNAL_ERROR(1),
    /** Settings, files or rules that do not parse or do not fit, wrong credentials, unreachable server. */
    USAGE(2),
    /** A pre-flight was evaluated and said no. */
    REFUSED(3),
    /** Nothing could be concluded. */
    INCONCLUSIVE(4),
    /** Data lost, duplicated, or wrong answers. */
    DATA_WRONG(5),
    /** Rules failed, or no samples. */
    FAILED(99);

    /** The order of precedence when several hold at once: what proves that data is wrong holds whatever else does. */
    private static final List<ExitCode> PRECEDENCE =
            List.of(INTERNAL_ERROR, DATA_WRONG, USAGE, REFUSED, FAILED, INCONCLUSIVE, OK);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    /** The process exit status, 0 to 99. */
    public int code() {
        return code;
    }

    /** The one of a process's exit status; {@link #INTERNAL_ERROR} for a status that is none of these. */
    public static ExitCode of(int status) {
        return Arrays.stream(values())
                .filter(exit -> exit.code == status)
                .findFirst()
                .orElse(INTERNAL_ERROR);
    }

    /** The one that wins when all of these hold; {@link #OK} when there is none. */
    public static ExitCode mostSevere(Collection<ExitCode> codes) {
        return codes.stream().min(Comparator.comparingInt(PRECEDENCE::indexOf)).orElse(OK);
    }
}
