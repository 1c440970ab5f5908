package io.github.pgsurge.report;

import io.github.pgsurge.evidence.NumberFormats;
import io.github.pgsurge.metrics.Snapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What went wrong in a run, by label and code, the most frequent first. Immutable and thread safe. */
final class ErrorList {
    private static final int MOST_ERRORS = 12;
    private static final int LONGEST_LABEL = 20;
    private static final int LONGEST_CODE = 40;
    private static final int COUNT_WIDTH = 9;

    private final String title;
    private final List<ErrorLine> errors;

    private ErrorList(String title, List<ErrorLine> errors) {
        this.title = title;
        this.errors = errors.stream()
                .sorted(Comparator.comparingLong((ErrorLine error) -> -error.count()))
                .toList();
    }

    /** As recorded, with the first message of each. */
    static ErrorList of(Snapshot recorded) {
        List<ErrorLine> errors = new ArrayList<>();
        recorded.labels().forEach((label, figures) -> figures.counts()
                .errorCodes()
                .forEach((code, error) ->
                        errors.add(new ErrorLine(label, code, error.count(), Optional.of(error.message())))));
        return new ErrorList("Errors, with the first message of each:", errors);
    }

    /** As run.json has them, which keeps no messages. */
    static ErrorList of(RunResult result) {
        List<ErrorLine> errors = new ArrayList<>();
        result.labels().forEach((label, figures) -> figures.errorCodes()
                .forEach((code, count) -> errors.add(new ErrorLine(label, code, count, Optional.empty()))));
        return new ErrorList("Errors:", errors);
    }

    /** The lines, no wider than this; none when nothing went wrong. */
    List<String> lines(int width) {
        if (errors.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(List.of(title));
        List<ErrorLine> most = errors.stream().limit(MOST_ERRORS).toList();
        int labels = widest(most, ErrorLine::label, LONGEST_LABEL);
        int codes = widest(most, ErrorLine::code, LONGEST_CODE);
        most.forEach(error -> lines.add(error.text(labels, codes, width)));
        if (errors.size() > MOST_ERRORS) {
            lines.add(
                    "  ... and " + NumberFormats.counted(errors.size() - MOST_ERRORS, "more code") + ", see run.json");
        }
        return lines;
    }

    private static int widest(List<ErrorLine> errors, Function<ErrorLine, String> column, int limit) {
        int widest = errors.stream()
                .mapToInt(error -> column.apply(error).length())
                .max()
                .orElse(0);
        return Math.min(widest, limit);
    }

    private record ErrorLine(String label, String code, long count, Optional<String> message) {
        String text(int labels, int codes, int width) {
            String start = "  " + TextTable.pad(NumberFormats.fit(label, labels), labels, false) + "  "
                    + TextTable.pad(NumberFormats.fit(code, codes), codes, false) + "  "
                    + TextTable.pad(NumberFormats.count(count), COUNT_WIDTH, true);
            return message.map(text -> start + "  " + NumberFormats.fit(text, width - start.length() - 2))
                    .orElse(start);
        }
    }
}
