package io.github.pgsurge.evidence;

import java.util.LinkedHashMap;
import java.util.Map;

/** Values as the objects that assertions are written with: Long, Double, Boolean, String, and lists and maps of these. */
public final class PlainValues {
    private PlainValues() {}

    /** Findings by block. */
    public static Map<String, Map<String, Object>> of(Findings findings) {
        Map<String, Map<String, Object>> plain = new LinkedHashMap<>();
        findings.blocks().forEach((block, fields) -> plain.put(block, of(fields)));
        return plain;
    }

    /** Fields by name. */
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
        if (value instanceof Fields fields) {
            return of(fields);
        }
        throw new IllegalArgumentException(value + " has no plain form");
    }
}
