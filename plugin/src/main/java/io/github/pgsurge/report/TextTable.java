package io.github.pgsurge.report;

import io.github.pgsurge.evidence.NumberFormats;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of text in aligned columns: the first to the left, figures to the right, two spaces between. The one table of summaries,
 * comparisons and benchmarks.
 *
 * <p>For one thread.
 */
public final class TextTable {
    /** Stands for a figure that is not there. */
    public static final String ABSENT = "-";

    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    /** Adds a row; all have as many cells as the first, which is the header. */
    public void add(List<String> row) {
        rows.add(row);
    }

    /**
     * The lines, with a rule after the header and one before the last row. Columns in which no row has a figure are
     * left out; the first column is cut where a line would exceed the width.
     */
    public List<String> lines(int width) {
        int columns = rows.get(0).size();
        List<Integer> shown = new ArrayList<>();
        for (int column = 0; column < columns; column++) {
            if (hasFigure(column)) {
                shown.add(column);
            }
        }
        int figures = shown.stream()
                .skip(1)
                .mapToInt(column -> GAP.length() + widest(column))
                .sum();
        int first = Math.min(widest(0), Math.max(8, width - figures));
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder(pad(NumberFormats.fit(row.get(0), first), first, false));
            shown.stream().skip(1).forEach(column -> line.append(GAP)
                    .append(pad(row.get(column), widest(column), true)));
            lines.add(line.toString());
        }
        String rule = "-".repeat(first + figures);
        lines.add(1, rule);
        lines.add(lines.size() - 1, rule);
        return lines;
    }

    /** The lines of all columns, without any rule. */
    public List<String> plain() {
        return rows.stream().map(this::line).toList();
    }

    /** The same with a rule after the header. */
    public List<String> headed() {
        List<String> lines = new ArrayList<>(plain());
        lines.add(1, "-".repeat(lines.get(0).length()));
        return lines;
    }

    private String line(List<String> row) {
        StringBuilder line = new StringBuilder(pad(row.get(0), widest(0), false));
        for (int column = 1; column < row.size(); column++) {
            line.append(GAP).append(pad(row.get(column), widest(column), true));
        }
        return line.toString();
    }

    private boolean hasFigure(int column) {
        return rows.stream().skip(1).anyMatch(row -> !row.get(column).equals(ABSENT));
    }

    private int widest(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    static String pad(String text, int width, boolean right) {
        String blanks = " ".repeat(width - text.length());
        return right ? blanks + text : text + blanks;
    }
}
