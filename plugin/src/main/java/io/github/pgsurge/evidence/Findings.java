package io.github.pgsurge.evidence;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was found out of a run beside its samples: values of {@link Declaration}s, by block. What was not measured is absent.
 *
 * <p>Immutable and thread safe.
 */
public final class Findings {
    /** Nothing. */
    public static final Findings NONE = builder().build();

    private final SortedMap<String, Fields> blocks;

    private Findings(SortedMap<String, Fields> blocks) {
        this.blocks = Collections.unmodifiableSortedMap(blocks);
    }

    /** Begins with nothing. */
    public static Builder builder() {
        return new Builder();
    }

    /** What a file holds, also under names that this version does not know. */
    public static Findings of(Map<String, Fields> blocks) {
        SortedMap<String, Fields> copy = new TreeMap<>(blocks);
        copy.values().removeIf(Fields::isEmpty);
        return new Findings(copy);
    }

    /** The blocks by name; none is empty. */
    public SortedMap<String, Fields> blocks() {
        return blocks;
    }

    /** What stands in a block; nothing when it is not there. */
    public Fields block(String name) {
        return blocks.getOrDefault(name, Fields.NONE);
    }

    /** What was found out under a declaration. */
    public Optional<Value> get(Declaration declaration) {
        return block(declaration.block()).get(declaration.name());
    }

    /** A figure with its interval; empty when it was not measured. */
    public Optional<Estimate> estimate(Figure figure) {
        return get(figure).flatMap(Value::estimate);
    }

    /** A figure; empty when it was not measured. */
    public OptionalDouble number(Figure figure) {
        return estimate(figure)
                .map(estimate -> OptionalDouble.of(estimate.value()))
                .orElse(OptionalDouble.empty());
    }

    /** A text; empty when there is none. */
    public String text(Detail detail) {
        return get(detail).orElse(null) instanceof Value.Text found ? found.text() : "";
    }

    /** The lines of a list; empty when there is none. */
    public List<String> lines(Detail detail) {
        return get(detail).orElse(null) instanceof Value.Items items
                ? items.items().stream()
                        .filter(Value.Text.class::isInstance)
                        .map(item -> ((Value.Text) item).text())
                        .toList()
                : List.of();
    }

    /** Both, name by name, as several may know something of one thing; where both have a name, the other one holds. */
    public Findings with(Findings other) {
        SortedMap<String, Fields> both = new TreeMap<>(blocks);
        other.blocks.forEach((name, fields) -> both.merge(name, fields, Fields::with));
        return new Findings(both);
    }

    /** The same without a block. */
    public Findings without(String block) {
        SortedMap<String, Fields> rest = new TreeMap<>(blocks);
        rest.remove(block);
        return new Findings(rest);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Findings findings && findings.blocks.equals(blocks);
    }

    @Override
    public int hashCode() {
        return blocks.hashCode();
    }

    @Override
    public String toString() {
        return blocks.toString();
    }

    /** Findings while they are put together. For one thread. */
    public static final class Builder {
        private final SortedMap<String, Fields.Builder> blocks = new TreeMap<>();

        private Builder() {}

        private Fields.Builder block(Declaration declaration) {
            return blocks.computeIfAbsent(declaration.block(), absent -> Fields.builder());
        }

        /** Puts a value, in the place of one that was there. */
        public Builder put(Declaration declaration, Value value) {
            block(declaration).put(declaration.name(), value);
            return this;
        }

        /** Puts a whole number. */
        public Builder put(Figure figure, long number) {
            return put(figure, new Value.Whole(number));
        }

        /** Puts a number with decimals. */
        public Builder put(Figure figure, double number) {
            return put(figure, new Value.Decimal(number));
        }

        /** Puts a flag, which is 0 or 1 as a figure. */
        public Builder put(Figure figure, boolean set) {
            return put(figure, new Value.Flag(set));
        }

        /** Puts a whole number that was measured. */
        public Builder put(Figure figure, OptionalLong number) {
            number.ifPresent(measured -> put(figure, measured));
            return this;
        }

        /** Puts a number that was measured. */
        public Builder put(Figure figure, OptionalDouble number) {
            number.ifPresent(measured -> put(figure, measured));
            return this;
        }

        /** Puts a text. */
        public Builder put(Detail detail, String text) {
            return put(detail, new Value.Text(text));
        }

        /** Puts a whole number that is no figure, such as a setting. */
        public Builder put(Detail detail, long number) {
            return put(detail, new Value.Whole(number));
        }

        /** Puts all that was found out elsewhere. */
        public Builder putAll(Findings findings) {
            findings.blocks.forEach((name, fields) ->
                    blocks.computeIfAbsent(name, absent -> Fields.builder()).putAll(fields));
            return this;
        }

        /** What was put. */
        public Findings build() {
            SortedMap<String, Fields> built = new TreeMap<>();
            blocks.forEach((name, fields) -> built.put(name, fields.build()));
            return of(built);
        }
    }
}
