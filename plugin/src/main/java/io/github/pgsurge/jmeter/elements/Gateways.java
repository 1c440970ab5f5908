package io.github.pgsurge.jmeter.elements;

import io.github.pgsurge.graphql.GraphqlClient;
import io.github.pgsurge.graphql.GraphqlEndpoint;
import io.github.pgsurge.graphql.GraphqlOperation;
import io.github.pgsurge.jmeter.run.EngineRun;
import io.github.pgsurge.outcome.Rejection;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.jmeter.threads.JMeterVariables;

/** Finds the endpoint that a sampler's variable name stands for, a VU's connection to it, and what is sent to it. */
final class Gateways {
    /** The operations of the plan that are sent to one endpoint, each document of a label once. Thread safe. */
    private record Planned(Map<Document, GraphqlOperation> operations) {
        Planned() {
            this(new ConcurrentHashMap<>());
        }
    }

    private record Document(String label, String text) {}

    private Gateways() {}

    /**
     * The endpoint of a GraphQL Endpoint element.
     *
     * @throws Rejection when there is none under that name
     */
    private static GraphqlEndpoint named(String variable, EngineRun run) throws Rejection {
        return run.published(variable, GraphqlEndpoint.class)
                .orElseThrow(() -> Rejection.usage("there is no endpoint '" + variable + "'; add a "
                        + GraphqlEndpointConfig.TITLE + " with that variable name to the plan"));
    }

    /**
     * The connection of the VU with these variables, the same for all its requests to that endpoint. To be closed when
     * the VU ends.
     *
     * @throws Rejection when there is no such endpoint
     */
    static GraphqlClient client(String variable, EngineRun run, JMeterVariables user) throws Rejection {
        String key = "pgsurge.client of " + variable;
        if (user.getObject(key) instanceof GraphqlClient known) {
            return known;
        }
        GraphqlClient client = named(variable, run).client();
        user.putObject(key, client);
        return client;
    }

    /** By which everything that the run creates can be found: its tag. */
    static String mark(EngineRun run) {
        return "pgsurge-" + run.runId();
    }

    /** Makes an operation known, so that its document is checked before the load. */
    static void plan(String variable, GraphqlOperation operation, EngineRun run) {
        planned(variable, run).operations().put(new Document(operation.label(), operation.document()), operation);
    }

    private static Planned planned(String variable, EngineRun run) {
        return run.shared(variable, Planned.class, Planned::new);
    }

    /** The operations that are sent to an endpoint. */
    static Collection<GraphqlOperation> operations(String variable, EngineRun run) {
        return List.copyOf(planned(variable, run).operations().values());
    }
}
