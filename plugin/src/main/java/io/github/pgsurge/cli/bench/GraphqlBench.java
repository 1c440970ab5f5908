package io.github.pgsurge.cli.bench;

import io.github.pgsurge.cli.Checkout;
import io.github.pgsurge.cli.DebianPackage;
import io.github.pgsurge.graphql.GraphqlOperation;
import io.github.pgsurge.sandbox.SandboxException;
import io.github.pgsurge.settings.Setting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Measures GraphQL Request beside other HTTP clients on one static answer. */
final class GraphqlBench implements Bench {
    static final String PLUGIN = "GraphQL Request";

    /** JMeter's own HTTP Request with an assertion that there is {@code data}, and one that there are no errors. */
    static final String STOCK = "stock HTTP Request";

    /** Connections, and virtual users that keep one each. */
    static final int CONNECTIONS = 50;

    /** What all of them send; through JMeter with an id drawn anew for each request. */
    static final String DOCUMENT = """
            query getContent($id: ID!) {
              content(id: $id) { id title body authorId tags publishedAt }
            }""";

    private static final String ID = "00000000-0000-0000-0000-000000000001";
    /** As a stock sampler draws one. */
    private static final String DRAWN_ID = "00000000-0000-0000-0000-00000000${__Random(1000,5000)}";

    static final BenchmarkSpec SPEC = new BenchmarkSpec(
            "pgsurge-bench-graphql/1",
            "request",
            List.of(
                    new BenchmarkSpec.Rival(STOCK, "stock HTTP", "stock_http"),
                    new BenchmarkSpec.Rival(Wrk.NAME, "wrk", "wrk")));

    @Override
    public List<String> names() {
        return List.of(PLUGIN, STOCK, Wrk.NAME);
    }

    @Override
    public Outcome run(Checkout checkout, Rounds rounds) throws BenchFailure, SandboxException, InterruptedException {
        if (!isThere(StaticServer.PACKAGE, rounds)) {
            throw new BenchFailure(StaticServer.PACKAGE.missing());
        }
        boolean wrk = isThere(Wrk.PACKAGE, rounds);
        if (!wrk) {
            rounds.out().accept(Wrk.PACKAGE.missing());
        }
        try (Workspace workspace = Workspace.open()) {
            StaticServer server = StaticServer.start(workspace);
            Map<String, Object> conditions = conditions(checkout, rounds, server);
            JMeterClient jmeter = new JMeterClient(checkout, workspace, load(server));
            List<Contender> contenders = new ArrayList<>();
            contenders.add(JMeterPlan.of(PLUGIN, jmeter, "graphql-request.jmx", Map.of("DOCUMENT", DOCUMENT)));
            contenders.add(JMeterPlan.of(
                    STOCK,
                    jmeter,
                    "stock-http-request.jmx",
                    Map.of(
                            "HOST", server.host(),
                            "PORT", Integer.toString(server.port()),
                            "PATH", server.path(),
                            "BODY", body(DRAWN_ID))));
            if (wrk) {
                contenders.add(Wrk.on(workspace, server, body(ID)));
            }
            ContenderResults results = rounds.measure(SPEC, contenders, () -> {});
            conditions.put("load_average_after", Rounds.loadAverage());
            return new Outcome(results, conditions);
        }
    }

    private static String body(String id) {
        return new GraphqlOperation(PLUGIN, DOCUMENT, "", false, Optional.empty()).body("{\"id\": \"" + id + "\"}");
    }

    private static boolean isThere(DebianPackage needed, Rounds rounds) throws BenchFailure, InterruptedException {
        try {
            return needed.ensure(rounds.out());
        } catch (IOException failure) {
            throw new BenchFailure(needed.missing() + " (" + failure.getMessage() + ")", failure);
        }
    }

    private static JMeterClient.Load load(StaticServer server) {
        return new JMeterClient.Load(
                "getContent",
                "requests",
                1,
                Map.of(
                        Setting.BASE_URL,
                        server.baseUrl(),
                        Setting.GRAPHQL_PATH,
                        server.path(),
                        Setting.HEALTH_PATH,
                        "none",
                        Setting.GRAPHQL_AUTH,
                        "none",
                        Setting.GRAPHQL_SCHEMA,
                        "none",
                        Setting.VUS,
                        Integer.toString(CONNECTIONS)),
                Map.of());
    }

    private static Map<String, Object> conditions(Checkout checkout, Rounds rounds, StaticServer server)
            throws InterruptedException {
        Map<String, Object> conditions = rounds.conditions(checkout);
        conditions.put("connections", CONNECTIONS);
        conditions.put("answer_bytes", StaticServer.ANSWER.getBytes(StandardCharsets.UTF_8).length);
        conditions.put("nginx_workers", server.workers());
        Optional<String> nginx = server.version();
        nginx.ifPresent(version -> conditions.put("nginx_version", version));
        Wrk.version().ifPresent(version -> conditions.put("wrk_version", version));
        rounds.out()
                .accept(nginx.orElse("nginx") + ", " + server.workers() + " worker, one answer of "
                        + conditions.get("answer_bytes") + " bytes | "
                        + rounds.shown(CONNECTIONS + " connections"));
        return conditions;
    }
}
