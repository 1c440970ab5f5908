package io.github.pgsurge.evidence;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Values by name, in the order they were put: a block of run.json, a line of {@code server.jsonl}, or a part of either. What was
 * not measured is absent.
 *
 * <p>Immutable and thread safe.
 */
public final class Fields implements Value {
    /** None. */
    public static final Fields NONE = builder().build();

    private final Map<String, Value> values;

    private Fields(Map<String, Value> values) {
        this.values = Collections.unmodifiableMap(values);
    }

    /** Begins with none. */
    public static Builder builder() {
        return new Builder();
    }

    /** Counts by name. */
    public static Fields ofCounts(Map<String, ? extends Number> counts) {
        Builder builder = builder();
        counts.forEach((name, count) -> builder.put(name, count.longValue()));
        return builder.build();
    }

    /** Texts by name. */
    public static Fields ofTexts(Map<String, String> texts) {
        Builder builder = builder();
        texts.forEach(builder::put);
        return builder.build();
    }

    /** The values by name, in their order. */
    public Map<String, Value> values() {
        return values;
    }

    /** The value of that name. */
    public Optional<Value> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** These, and others beside them, which take the place of those of the same name. */
    public Fields with(Fields others) {
        return others.isEmpty() ? this : builder().putAll(this).putAll(others).build();
    }

    /** The sum of all; empty when one is no number. */
    Optional<Double> sum() {
        double sum = 0;
        for (Value value : values.values()) {
            Optional<Estimate> part = value.estimate();
            if (part.isEmpty()) {
                return Optional.empty();
            }
            sum += part.get().value();
        }
        return Optional.of(sum);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fields fields && fields.values.equals(values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }

    /** Fields while they are put together. For one thread. */
    public static final class Builder {
        private final Map<String, Value> values = new LinkedHashMap<>();

        private Builder() {}

        /** Puts a value, in the place of one of the same name. */
        public Builder put(String name, Value value) {
            values.put(name, value);
            return this;
        }

        /** Puts a whole number. */
        public Builder put(String name, long number) {
            return put(name, new Whole(number));
        }

        /** Puts a number with decimals. */
        public Builder put(String name, double number) {
            return put(name, new Decimal(number));
        }

        /** Puts a flag. */
        public Builder put(String name, boolean set) {
            return put(name, new Flag(set));
        }

        /** Puts a text. */
        public Builder put(String name, String text) {
            return put(name, new Text(text));
        }

        /** Puts a whole number that was measured. */
        public Builder put(String name, OptionalLong number) {
            number.ifPresent(measured -> put(name, measured));
            return this;
        }

        /** Puts a number that was measured. */
        public Builder put(String name, OptionalDouble number) {
            number.ifPresent(measured -> put(name, measured));
            return this;
        }

        /** Puts all of some. */
        public Builder putAll(Fields fields) {
            values.putAll(fields.values());
            return this;
        }

        /** What was put. */
        public Fields build() {
            return new Fields(new LinkedHashMap<>(values));
        }
    }
}
