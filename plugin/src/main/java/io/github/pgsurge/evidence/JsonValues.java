package io.github.pgsurge.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How values stand in JSON. Stateless and thread safe. */
public final class JsonValues {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String PER_HOUR = "per_hour";
    private static final String LOW = "low";
    private static final String HIGH = "high";

    private JsonValues() {}

    /** Fields as an object. */
    public static ObjectNode object(Fields fields) {
        ObjectNode object = NODES.objectNode();
        fields.values().forEach((name, value) -> object.set(name, node(value)));
        return object;
    }

    private static JsonNode node(Value value) {
        if (value instanceof Value.Whole whole) {
            return NODES.numberNode(whole.number());
        }
        if (value instanceof Value.Decimal decimal) {
            return NODES.numberNode(decimal.number());
        }
        if (value instanceof Value.Flag flag) {
            return NODES.booleanNode(flag.set());
        }
        if (value instanceof Value.Text text) {
            return NODES.textNode(text.text());
        }
        if (value instanceof Value.Items items) {
            ArrayNode array = NODES.arrayNode();
            items.items().forEach(item -> array.add(node(item)));
            return array;
        }
        return object(value instanceof Value.Interval interval ? fields(interval) : (Fields) value);
    }

    private static Fields fields(Value.Interval interval) {
        Estimate estimate = interval.change();
        return Fields.builder()
                .put(PER_HOUR, estimate.value())
                .put(LOW, estimate.low())
                .put(HIGH, estimate.high())
                .putAll(interval.beside())
                .build();
    }

    /** The fields of an object; a null in it is nothing. */
    public static Fields fields(JsonNode object) {
        Fields.Builder fields = Fields.builder();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (!field.getValue().isNull()) {
                fields.put(field.getKey(), value(field.getValue()));
            }
        }
        return fields.build();
    }

    private static Value value(JsonNode node) {
        if (node.isIntegralNumber()) {
            return new Value.Whole(node.asLong());
        }
        if (node.isNumber()) {
            return new Value.Decimal(node.asDouble());
        }
        if (node.isBoolean()) {
            return new Value.Flag(node.asBoolean());
        }
        if (node.isArray()) {
            List<Value> items = new ArrayList<>();
            node.forEach(item -> items.add(value(item)));
            return new Value.Items(items);
        }
        if (node.isObject()) {
            return interval(node);
        }
        return new Value.Text(node.asText());
    }

    private static Value interval(JsonNode node) {
        if (!node.path(PER_HOUR).isNumber()
                || !node.path(LOW).isNumber()
                || !node.path(HIGH).isNumber()) {
            return fields(node);
        }
        ObjectNode beside = node.deepCopy();
        Estimate estimate = new Estimate(
                beside.remove(PER_HOUR).asDouble(),
                beside.remove(LOW).asDouble(),
                beside.remove(HIGH).asDouble());
        return new Value.Interval(estimate, fields(beside));
    }
}
