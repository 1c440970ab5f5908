package io.github.pgsurge.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.workload.TableName;
import org.junit.jupiter.api.Test;

class ConstantInsertTest {
    @Test
    void isOneStatementOfAllRowsThatNoClientRewrites() throws Exception {
        ConstantInsert insert = ConstantInsert.of(TableName.parse("load_test_data"), 100, 1024);

        assertThat(insert.sql())
                .startsWith("INSERT INTO \"load_test_data\" (name, email, address, phone_number, data, age) VALUES ('")
                .doesNotContain("$", ";")
                .doesNotContainPattern(":[A-Za-z0-9_]");
        assertThat(insert.sql().split("\\),\\('", -1)).hasSize(100);
        assertThat(insert.textBytes() / insert.rows()).isBetween(1_100, 1_200);
    }
}
