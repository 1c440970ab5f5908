package io.github.pgsurge.evidence;

import java.util.Optional;

/**
 * A number that a run can have, declared once, in a {@link Block}, by whoever measures it. run.json and its reader, rules, the
 * summary, the gauges for Prometheus and the table in test-plans/README.md are made from the declarations.
 *
 * <p>Immutable and thread safe.
 *
 * @param block name of its block in run.json
 * @param name in the block, with its unit at the end where it has one
 * @param dimension what its values are
 * @param better which way it improves
 * @param combined what becomes of it when several have measured it
 * @param help one line on what it is
 * @param live whether it is a gauge while the run lasts, and nothing at its end: no rule can be about it
 * @param alias a second name for rules
 * @param phrase how the summary says it
 */
public record Figure(
        String block,
        String name,
        Dimension dimension,
        Better better,
        Combined combined,
        String help,
        boolean live,
        Optional<Alias> alias,
        Optional<Phrase> phrase)
        implements Declaration {

    /**
     * A second name of a figure, with the word after it, as in {@code dropped rate}.
     *
     * @param metric the first word
     * @param statistic the second
     */
    public record Alias(String metric, String statistic) {}

    /**
     * A figure in words.
     *
     * @param format with {@code %s} where the number goes
     * @param whenAbsent what is said when the block is there and the figure is not; empty for nothing
     */
    public record Phrase(String format, String whenAbsent) {}

    /** A figure while it is being declared. End with {@link #help} or {@link #gauge}; either adds it to the block. */
    public static final class Builder {
        private final Block block;
        private final String name;
        private final Dimension dimension;
        private Better better = Better.NEITHER;
        private Combined combined = Combined.ONCE;
        private Optional<Alias> alias = Optional.empty();
        private Optional<Phrase> phrase = Optional.empty();

        Builder(Block block, String name, Dimension dimension) {
            this.block = block;
            this.name = name;
            this.dimension = dimension;
        }

        /** Less is better. */
        public Builder lowerIsBetter() {
            better = Better.LOWER;
            return this;
        }

        /** More is better. */
        public Builder higherIsBetter() {
            better = Better.HIGHER;
            return this;
        }

        /** What becomes of it when several have measured it; {@link Combined#ONCE} unless said. */
        public Builder combined(Combined how) {
            combined = how;
            return this;
        }

        /** Rules may also call it by these two words. */
        public Builder alsoCalled(String metric, String statistic) {
            alias = Optional.of(new Alias(metric, statistic));
            return this;
        }

        /** The summary says it; {@code %s} is the number. */
        public Builder said(String format) {
            return said(format, "");
        }

        /** The summary says it, or that it is not known. */
        public Builder said(String format, String whenAbsent) {
            if (block.title().isEmpty()) {
                throw new IllegalStateException("block " + block.name() + " has no title: its figures are in no line");
            }
            phrase = Optional.of(new Phrase(format, whenAbsent));
            return this;
        }

        /** Declares it. */
        public Figure help(String help) {
            return block.declare(
                    new Figure(block.name(), name, dimension, better, combined, help, false, alias, phrase));
        }

        /** Declares one that is a gauge while the run lasts, {@code pgsurge_<block>_<name>}. */
        public Figure gauge(String help) {
            return block.declare(
                    new Figure(block.name(), name, dimension, better, combined, help, true, alias, phrase));
        }
    }
}
