package io.github.pgsurge.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimpleJsonTest {
    private static final JsonFactory JSON = Json.streaming();
    private static final String SIGNS = "{}[]:,\"\\'truefalsn 0123-.e+\t\n\u0000\u001f\u00e4\u20ac";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                " { \"id\" : \"00000000-0000-0000-0000-000000000001\" }\r\n",
                "{\"a\":1,\"b\":-20,\"c\":0,\"d\":true,\"e\":false,\"f\":null,\"g\":\"\u20ac\"}",
                "{\"input\":{\"tags\":[\"a\",\"b\",[]],\"more\":{}}}"
            })
    void vouchesForWhatVariablesMostlyAre(String text) {
        assertThat(SimpleJson.isObject(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"a\":",
                "{\"a\":-",
                "{\"a\":-}",
                "{\"a\":01}",
                "{\"a\":1,}",
                "{,}",
                "{\"a\"}",
                "{a:1}",
                "{\"a\":tru}",
                "{\"a\":truely}",
                "{\"a\":[1,2}",
                "{\"a\":\"\n\"}",
                "{\"a\":\"",
                "{} {}",
                "{}\u0000",
                "[]",
                "\"a\""
            })
    void vouchesForNothingThatIsWrong(String text) {
        assertThat(SimpleJson.isObject(text)).isFalse();
    }

    @Test
    void vouchesOnlyForWhatAParserAccepts() {
        SplittableRandom random = new SplittableRandom(1);
        String right = "{\"a\": [1, -20, 0, true], \"b\": {\"c\": \"d\", \"e\": null}, \"f\": false}";
        int vouched = 0;
        for (int i = 0; i < 200_000; i++) {
            StringBuilder text = new StringBuilder(right);
            for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
                change(text, random);
            }
            if (SimpleJson.isObject(text.toString())) {
                vouched++;
                assertThat(isObject(text.toString())).as(text.toString()).isTrue();
            }
        }
        assertThat(vouched).isGreaterThan(1_000);
    }

    @Test
    void leavesLongAndDeepTextsToAParser() {
        assertThat(SimpleJson.isObject("{\"a\":\"" + "b".repeat(5_000) + "\"}")).isFalse();
        assertThat(SimpleJson.isObject("{\"a\":" + "[".repeat(100) + "]".repeat(100) + "}"))
                .isFalse();
        assertThat(SimpleJson.isObject("{\"a\":" + "1".repeat(100) + "}")).isFalse();
    }

    private static void change(StringBuilder text, SplittableRandom random) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
            case 0 -> text.deleteCharAt(at);
            case 1 -> text.insert(at, SIGNS.charAt(random.nextInt(SIGNS.length())));
            default -> text.setCharAt(at, SIGNS.charAt(random.nextInt(SIGNS.length())));
        }
    }

    private static boolean isObject(String text) {
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }
}
