package io.github.pgsurge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresOptionsTest {

    @Test
    void takesSettingsByNameInLowerCaseAndTheLastOfOneName() throws SandboxException {
        PostgresOptions options =
                PostgresOptions.of(5432, 40, List.of("Work_Mem=4MB", "work_mem = 5MB", "a.b=c=d", "empty="));
        assertThat(options.settings())
                .containsOnlyKeys("work_mem", "a.b", "empty")
                .containsEntry("work_mem", "5MB")
                .containsEntry("a.b", "c=d")
                .containsEntry("empty", "");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
            work_mem,            --pg-setting 'work_mem' is not name=value
            =5MB,                --pg-setting '=5MB' is not name=value
            work mem=1,          --pg-setting work mem: that is no name of a PostgreSQL setting
            PORT=1,              --pg-setting port can't be set: use --pg-port
            max_connections=1,   --pg-setting max_connections can't be set: use --max-connections
            "a='\n'x",           --pg-setting a: its value holds a control character
            """)
    void refusesSettings(String setting, String message) {
        assertThatThrownBy(() -> PostgresOptions.of(5432, 40, List.of(setting)))
                .isInstanceOf(SandboxException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            -1,    20,     --pg-port -1 is not a port: 1 to 65535
            65536, 20,     --pg-port 65536 is not a port: 1 to 65535
            5432,  0,      --max-connections 0 is out of range: 1 to 262143
            5432,  262144, --max-connections 262144 is out of range: 1 to 262143
            """)
    void refusesNumbersOutOfRange(int port, int maxConnections, String message) {
        assertThatThrownBy(() -> PostgresOptions.of(port, maxConnections, List.of()))
                .isInstanceOf(SandboxException.class)
                .hasMessage(message);
    }
}
