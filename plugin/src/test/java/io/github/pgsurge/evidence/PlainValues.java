package io.github.pgsurge.evidence;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Findings as plain maps, lists and numbers, for assertions on what run.json holds. Stateless. */
public final class PlainValues {
    private PlainValues() {}

    /** The blocks by name. */
    public static SortedMap<String, Map<String, Object>> of(Findings findings) {
        SortedMap<String, Map<String, Object>> blocks = new TreeMap<>();
        findings.blocks().forEach((name, fields) -> blocks.put(name, of(fields)));
        return blocks;
    }

    /** The values by name: Long, Double, Boolean, String, List and Map. */
    public static Map<String, Object> of(Fields fields) {
        Map<String, Object> plain = new LinkedHashMap<>();
        fields.values().forEach((name, value) -> plain.put(name, of(value)));
        return plain;
    }

    private static Object of(Value value) {
        if (value instanceof Value.Whole whole) {
            return whole.number();
        }
        if (value instanceof Value.Decimal decimal) {
            return decimal.number();
        }
        if (value instanceof Value.Flag flag) {
            return flag.set();
        }
        if (value instanceof Value.Text text) {
            return text.text();
        }
        if (value instanceof Value.Items items) {
            return items.items().stream().map(PlainValues::of).toList();
        }
        if (value instanceof Value.Interval interval) {
            Map<String, Object> plain = new LinkedHashMap<>();
            plain.put("per_hour", interval.change().value());
            plain.put("low", interval.change().low());
            plain.put("high", interval.change().high());
            plain.putAll(of(interval.beside()));
            return plain;
        }
        return of((Fields) value);
    }

    /** The same the other way round. */
    public static Findings findings(Map<String, ? extends Map<String, ?>> blocks) {
        Map<String, Fields> fields = new TreeMap<>();
        blocks.forEach((name, block) -> fields.put(name, fields(block)));
        return Findings.of(fields);
    }

    private static Fields fields(Map<?, ?> plain) {
        Fields.Builder fields = Fields.builder();
        plain.forEach((name, value) -> fields.put((String) name, value(value)));
        return fields.build();
    }

    private static Value value(Object plain) {
        if (plain instanceof Map<?, ?> map) {
            return fields(map);
        }
        if (plain instanceof List<?> list) {
            return new Value.Items(list.stream().map(PlainValues::value).toList());
        }
        if (plain instanceof Boolean set) {
            return new Value.Flag(set);
        }
        if (plain instanceof Double || plain instanceof Float) {
            return new Value.Decimal(((Number) plain).doubleValue());
        }
        return plain instanceof Number number ? new Value.Whole(number.longValue()) : new Value.Text((String) plain);
    }
}
