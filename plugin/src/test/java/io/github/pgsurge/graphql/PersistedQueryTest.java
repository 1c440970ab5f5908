package io.github.pgsurge.graphql;

import static io.github.pgsurge.graphql.Endpoints.settings;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersistedQueryTest {
    private static final GraphqlOperation OPERATION =
            new GraphqlOperation("getUser", "query User { user }", "User", true, Optional.empty());
    private static final Pattern HASH = Pattern.compile("\"sha256Hash\":\"([0-9a-f]{64})\"");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'errors':[{'message':'who?','extensions':{'code':'PERSISTED_QUERY_NOT_FOUND'}}]}",
                "{'errors':[{'message':'PersistedQueryNotFound'}],'data':null}"
            })
    void sendsTheDocumentWhenTheServerDoesNotKnowItsHash(String miss) throws Exception {
        Set<String> known = ConcurrentHashMap.newKeySet();
        try (RawServer server = RawServer.start((request, out) -> {
                    Matcher hash = HASH.matcher(request.body());
                    assertThat(hash.find()).isTrue();
                    if (request.body().contains("\"query\":")) {
                        known.add(hash.group(1));
                    }
                    boolean found = known.contains(hash.group(1));
                    return RawServer.say(out, found ? 200 : 400, found ? "{\"data\":1}" : miss.replace('\'', '"'));
                });
                GraphqlEndpoint endpoint = GraphqlEndpoint.open(settings(server.url()))) {
            GraphqlClient client = endpoint.client();
            for (int i = 0; i < 3; i++) {
                GraphqlAnswer answer = client.execute(OPERATION, "{\"id\":1}", List.of(), BodyCapture.NOTHING);
                assertThat(answer).returns("200", GraphqlAnswer::code).returns(200, GraphqlAnswer::httpStatus);
            }
            assertThat(endpoint.counters())
                    .returns(2L, EndpointCounts::persistedHits)
                    .returns(1L, EndpointCounts::persistedMisses);
            assertThat(server.requests()).hasSize(4);
            String extensions = "\"extensions\":{\"persistedQuery\":{\"version\":1,\"sha256Hash\":\""
                    + OPERATION.sha256() + "\"}},\"variables\":{\"id\":1}}";
            assertThat(server.requests().get(0).body()).isEqualTo("{\"operationName\":\"User\"," + extensions);
            assertThat(server.requests().get(1).body())
                    .isEqualTo("{\"query\":\"query User { user }\",\"operationName\":\"User\"," + extensions);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void hashesTheDocumentAsItIs() {
        assertThat(new GraphqlOperation("a", "{ __typename }", "", true, Optional.empty()).sha256())
                .isEqualTo("7f56e67dd21ab3f30d1ff8b7bed08893f0a0db86449836189b361dd1e56ddb4b");
    }

    @Test
    void countsNeitherWhenTheServerFails() throws Exception {
        try (RawServer server = RawServer.saying(500, "{}");
                GraphqlEndpoint endpoint = GraphqlEndpoint.open(settings(server.url()))) {
            assertThat(endpoint.client()
                            .execute(OPERATION, "", List.of(), BodyCapture.NOTHING)
                            .code())
                    .isEqualTo("500");
            assertThat(endpoint.counters())
                    .returns(0L, EndpointCounts::persistedHits)
                    .returns(0L, EndpointCounts::persistedMisses);
        }
    }
}
