package io.github.pgsurge.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** On a real nginx, where there is one. */
@Isolated("looks at the processes of this JVM")
class StaticServerTest {
    @BeforeAll
    static void needsNginx() {
        assumeTrue(StaticServer.PACKAGE.isThere().getAsBoolean(), StaticServer.PACKAGE.missing());
    }

    @Test
    void answersAPostWithDataAndIsGoneAfterwards() throws Exception {
        List<ProcessHandle> processes;
        Path folder;
        try (Workspace workspace = Workspace.open()) {
            folder = workspace.folder();
            StaticServer server = StaticServer.start(workspace);
            processes = ProcessHandle.current().descendants().toList();

            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(server.baseUrl() + server.path()))
                                    .POST(BodyPublishers.ofString("{\"query\": \"{ feed { id } }\"}"))
                                    .build(),
                            BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
            assertThat(answer.body())
                    .isEqualTo(StaticServer.ANSWER)
                    .startsWith("{\"data\":{")
                    .hasSizeBetween(450, 600);
        }

        assertThat(processes).isNotEmpty().noneMatch(ProcessHandle::isAlive);
        assertThat(folder).doesNotExist();
    }
}
