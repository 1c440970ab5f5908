package io.github.pgsurge.sandbox.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgsurge.sandbox.Credentials;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewayOptionsTest {
    private static final GatewayOptions OPTIONS = new GatewayOptions(
            "gateway_direct",
            14_000,
            "127.0.0.1",
            15_432,
            GatewayDatabase.NAME,
            new Credentials("gateway_direct", "role's = password # \u00e9"),
            12,
            16,
            0,
            "a token secret of thirty-two bytes",
            Duration.ofSeconds(20),
            new Credentials("test", "the user's password"));

    @Test
    void readsWhatItWrote() {
        Properties properties = new Properties();
        OPTIONS.writeTo(properties);
        assertThat(GatewayOptions.readFrom(properties)).isEqualTo(OPTIONS);
    }

    @Test
    void showsNoSecret() {
        assertThat(OPTIONS.toString())
                .contains("gateway_direct", "12 pools of 16")
                .doesNotContain("password #", "token secret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name | a b | the gateway's name must be 1 to 63 letters, digits, _ and -",
                "port | 65536 | the gateway's port 65536 is out of range: 0 to 65535",
                "port | x | the gateway's setting port=x is not a number",
                "db.port | 0 | the gateway's database port 0 is out of range: 1 to 65535",
                "services | 65 | --services 65 is out of range: 1 to 64",
                "service.pool | 0 | --service-pool 0 is out of range: 1 to 100",
                "prepare.threshold | -1 | --gateway-prepare-threshold -1 is out of range: 0 to 1000",
                "token.secret | short | the gateway's token secret is shorter than 32 bytes",
                "token.lifetime | PT0.5S | the gateway's token lifetime PT0.5S is out of range: whole seconds, 1 s to 365 days",
                "token.lifetime | 1h | the gateway's setting token.lifetime=1h is not a duration such as PT1H",
            })
    void refusesInOneLine(String key, String value, String message) {
        Properties properties = new Properties();
        OPTIONS.writeTo(properties);
        properties.setProperty(key, value);
        assertThatThrownBy(() -> GatewayOptions.readFrom(properties))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void namesWhatIsMissing() {
        assertThatThrownBy(() -> GatewayOptions.readFrom(new Properties()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the gateway's setting name is missing");
    }
}
