package io.github.pgsurge.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgsurge.outcome.ExitCode;
import io.github.pgsurge.outcome.Rejection;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableNameTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "load_test_data | \"load_test_data\"",
                "Public.Orders | \"Public\".\"Orders\"",
                "\"a.b\".c | \"a.b\".\"c\"",
                "\"say \"\"hi\"\"\" | \"say \"\"hi\"\"\"",
                "x; DROP TABLE y | \"x; DROP TABLE y\"",
                "it's | \"it's\"",
                "tête | \"tête\"",
            })
    void takesEveryPartAsOneIdentifier(String text, String quoted) throws Rejection {
        assertThat(TableName.parse(text).quoted()).isEqualTo(quoted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "a.", ".a", "\"\"", "a.b.c", "\"a", "a\"", "a\"b", "\"a\"b", "a.\"b", "a\0b", "\uD800"})
    void refusesWhatIsNoNameInOneLine(String text) {
        assertThatThrownBy(() -> TableName.parse(text)).isInstanceOfSatisfying(Rejection.class, e -> {
            assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(e.getMessage())
                    .startsWith("TABLE_NAME: '")
                    .contains("allowed: ")
                    .doesNotContain("\n", "\0");
        });
    }

    @Test
    void countsBytesNotCharacters() throws Rejection {
        assertThat(TableName.parse("x".repeat(63)).table()).hasSize(63);
        assertThatThrownBy(() -> TableName.parse("x".repeat(64))).hasMessageContaining("64 bytes");
        assertThatThrownBy(() -> TableName.parse("é".repeat(32))).hasMessageContaining("64 bytes");
    }

    @Test
    void namesIndexesAsTheSchemaDoes() throws Rejection {
        assertThat(TableName.parse("app.load_test_data").indexName("email")).isEqualTo("idx_load_test_data_email");
        assertThat(TableName.parse("load_test_data").indexName("created_at"))
                .isEqualTo("idx_load_test_data_created_at");
    }

    @Test
    void shortensIndexNamesToWhatFitsAndKeepsThemApart() {
        TableName one = new TableName(Optional.empty(), "é".repeat(30) + "1");
        TableName two = new TableName(Optional.empty(), "é".repeat(30) + "2");
        assertThat(one.indexName("created_at"))
                .isNotEqualTo(two.indexName("created_at"))
                .startsWith("idx_éé")
                .endsWith("_created_at")
                .satisfies(name ->
                        assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(62, 63));
    }
}
