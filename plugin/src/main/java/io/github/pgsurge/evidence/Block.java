package io.github.pgsurge.evidence;

import java.util.ArrayList;
import java.util.List;

/**
 * A block of run.json and the declarations of what stands in it. A class that measures something has a block as its first
 * constant, and below it a constant for each figure:
 *
 * <pre>
 * private static final Block BLOCK = new Block("canary");
 * static final Figure CHECKS = BLOCK.count("checks").combined(Combined.SUM).help("Checks that canaries made.");
 * </pre>
 *
 * <p>Several classes may each have a block of one name: their declarations stand in it together. Filled while its class is
 * initialized, and not changed after that.
 */
public final class Block {
    private final String name;
    private final String title;
    private final boolean fromArrival;
    private final List<Declaration> declarations = new ArrayList<>();

    /** One that the summary says nothing of. */
    public Block(String name) {
        this(name, "");
    }

    /** One whose figures make a line of the summary, which begins with that title. */
    public Block(String name, String title) {
        this(name, title, false);
    }

    private Block(String name, String title, boolean fromArrival) {
        this.name = name;
        this.title = title;
        this.fromArrival = fromArrival;
    }

    /**
     * A block whose figures exist only when requests arrive on a schedule. The summary then also shows response times.
     */
    public static Block ofArrivals(String name, String title) {
        return new Block(name, title, true);
    }

    /** Its name in run.json. */
    public String name() {
        return name;
    }

    /** What its line of the summary begins with; empty when it has none. */
    public String title() {
        return title;
    }

    /** Whether response times count from when a request was due; see {@link #ofArrivals}. */
    public boolean isFromArrival() {
        return fromArrival;
    }

    /** What was declared, in that order. */
    public List<Declaration> declarations() {
        return List.copyOf(declarations);
    }

    <D extends Declaration> D declare(D declaration) {
        declarations.add(declaration);
        return declaration;
    }

    /** Begins to declare a figure. */
    public Figure.Builder figure(String figure, Dimension dimension) {
        return new Figure.Builder(this, figure, dimension);
    }

    /** Begins to declare a count. */
    public Figure.Builder count(String figure) {
        return figure(figure, Dimension.COUNT);
    }

    /** Begins to declare a rate per second. */
    public Figure.Builder rate(String figure) {
        return figure(figure, Dimension.RATE);
    }

    /** Begins to declare a time in milliseconds. */
    public Figure.Builder millis(String figure) {
        return figure(figure, Dimension.MILLIS);
    }

    /** Begins to declare a time in seconds. */
    public Figure.Builder seconds(String figure) {
        return figure(figure, Dimension.SECONDS);
    }

    /** Begins to declare a part of a whole, 1 at most. */
    public Figure.Builder share(String figure) {
        return figure(figure, Dimension.SHARE);
    }

    /** Begins to declare a part of 1 that can be more than 1. */
    public Figure.Builder fraction(String figure) {
        return figure(figure, Dimension.FRACTION);
    }

    /** Declares what people read. */
    public Detail detail(String detail, String help) {
        return declare(new Detail(name, detail, help, List.of()));
    }

    /** Declares a word that is a gauge while the run lasts, {@code pgsurge_<block>_<name>} with a series for each word. */
    public Detail state(String detail, List<String> words, String help) {
        return declare(new Detail(name, detail, help, words));
    }
}
