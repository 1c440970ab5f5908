package io.github.pgsurge.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgsurge.outcome.ExitCode;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.settings.Setting;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointSettingsTest {
    @ParameterizedTest
    @CsvSource({
        "http://h:4000, http://h:4000/graphql, http://h:4000/health",
        "http://h:4000/, http://h:4000/graphql, http://h:4000/health",
        "https://h/api/, https://h/api/graphql, https://h/api/health",
        "HTTP://h/api/graphql, http://h/api/graphql, http://h/api/health",
        "http://[::1]:80/graphql/, http://[::1]:80/graphql, http://[::1]:80/health"
    })
    void joinsTheBaseAndThePath(String base, String url, String health) throws Rejection {
        assertThat(EndpointSettings.endpointUrl(base, Setting.GRAPHQL_PATH.fallback()))
                .hasToString(url);
        assertThat(EndpointSettings.healthUrl(base, Setting.GRAPHQL_PATH.fallback(), "/health"))
                .hasToString(health);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost:4000",
                "ftp://h",
                "http://",
                "http://h:99999",
                "http://h/?q=1",
                "http://h/#a",
                "http://a b",
                "http://user:pa55@h"
            })
    void refusesWhatIsNoBaseUrl(String base) {
        assertThatThrownBy(() -> EndpointSettings.endpointUrl(base, Setting.GRAPHQL_PATH.fallback()))
                .isInstanceOfSatisfying(
                        Rejection.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageStartingWith("BASE_URL")
                .hasMessageContaining("expected http://host:port")
                .hasMessageNotContaining("pa55");
    }

    @Test
    void refusesWhatIsNoPath() {
        assertThatThrownBy(() -> EndpointSettings.endpointUrl("http://h", "graphql"))
                .isInstanceOf(Rejection.class)
                .hasMessageContaining("GRAPHQL_PATH=graphql is not a path");
    }

    @Test
    void knowsTheTargetOfAUrl() {
        assertThat(HttpTarget.of(URI.create("https://[::1]/graphql?x=1")))
                .isEqualTo(new HttpTarget(true, "::1", 443, "[::1]", "/graphql?x=1", "https://[::1]/graphql?x=1"));
        assertThat(HttpTarget.of(URI.create("http://h:80")))
                .isEqualTo(new HttpTarget(false, "h", 80, "h:80", "/", "http://h:80"));
    }
}
