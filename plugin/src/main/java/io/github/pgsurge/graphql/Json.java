package io.github.pgsurge.graphql;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How this package reads JSON. */
final class Json {
    /** Longest text or number that is ever held in memory while streaming; longer ones that are skipped are no matter. */
    private static final int LONGEST_TEXT = 65_536;

    private static final JsonFactory TREES = factory(StreamReadConstraints.defaults());

    private Json() {}

    /** For answers of any size. Its buffers belong to those who parse at the moment, not to each virtual user. */
    static JsonFactory streaming() {
        return factory(StreamReadConstraints.builder()
                .maxStringLength(LONGEST_TEXT)
                .maxNumberLength(LONGEST_TEXT)
                .build());
    }

    private static JsonFactory factory(StreamReadConstraints limits) {
        return new JsonFactoryBuilder()
                .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                // a table of the names in a hostile answer would grow with it
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .recyclerPool(JsonRecyclerPools.newLockFreePool())
                .streamReadConstraints(limits)
                .build();
    }

    /** What is wrong and where, without the text itself. */
    static String problem(IOException e) {
        if (e instanceof JsonProcessingException wrong) {
            JsonLocation at = wrong.getLocation();
            return wrong.getOriginalMessage()
                    + (at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")");
        }
        return "it is not UTF-8";
    }

    /** Reads a small document as maps, lists, texts, numbers and booleans. */
    static Object tree(InputStream in) throws IOException {
        try (JsonParser parser = TREES.createParser(in)) {
            if (parser.nextToken() == null) {
                return null;
            }
            return value(parser);
        }
    }

    private static Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, Object> map = new LinkedHashMap<>();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    parser.nextToken();
                    map.put(name, value(parser));
                }
                yield map;
            }
            case START_ARRAY -> {
                List<Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(parser));
                }
                yield list;
            }
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }
}
