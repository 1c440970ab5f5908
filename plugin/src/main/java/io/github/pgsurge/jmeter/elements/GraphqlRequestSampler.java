package io.github.pgsurge.jmeter.elements;

import io.github.pgsurge.graphql.GraphqlAnswer;
import io.github.pgsurge.graphql.GraphqlOperation;
import io.github.pgsurge.graphql.IdSource;
import io.github.pgsurge.jmeter.run.ElementSettings;
import io.github.pgsurge.jmeter.run.EngineRun;
import io.github.pgsurge.jmeter.run.SampleResults;
import io.github.pgsurge.metrics.Measurement;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.settings.Setting;
import io.github.pgsurge.workload.KeyDistribution;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.jmeter.config.ConfigTestElement;
import org.apache.jmeter.protocol.http.control.HeaderManager;
import org.apache.jmeter.samplers.SampleResult;
import org.apache.jmeter.services.FileServer;
import org.apache.jmeter.testelement.TestElement;

/**
 * GraphQL Request: sends one operation to a GraphQL Endpoint and judges the answer. A thread has one connection for all
 * its requests to an endpoint.
 *
 * <p>Before each request it sets the JMeter variables {@code id} (drawn from the ids), {@code unique} (a text that no other
 * request of the run has) and {@code mark} (by which what the run created can be found), for its variables to refer to.
 */
public final class GraphqlRequestSampler extends MeasuringSampler<GraphqlUser> {
    private static final long serialVersionUID = 1;

    /** Its name in JMeter's menus. */
    public static final String TITLE = "GraphQL Request";

    private static final String VARIABLES = "variables";
    private static final String IDS = "ids";

    /** Its fields. */
    public static final List<Field> FIELDS = List.of(
            Field.line(
                    GraphqlEndpointConfig.VARIABLE,
                    "Endpoint (variable name)",
                    GraphqlEndpointConfig.DEFAULT_VARIABLE,
                    "Variable name of a GraphQL Endpoint."),
            Field.lines(
                    RequestedOperation.DOCUMENT,
                    "Document",
                    "",
                    "The GraphQL document: a query or mutation.",
                    "Example: query getUser($id: ID!) { user(id: $id) { id username } }"),
            Field.line(
                    RequestedOperation.DOCUMENT_FILE,
                    "or a file that holds it",
                    "",
                    "A path, relative to the plan's folder."),
            Field.line(
                    RequestedOperation.OPERATION_NAME,
                    "Operation name",
                    "",
                    "Which operation of the document; empty when it has one."),
            Field.lines(
                    VARIABLES,
                    "Variables (JSON)",
                    "{}",
                    "A JSON object such as {\"id\": \"${id}\"}; JMeter expressions are replaced in it for each request. ${unique}"
                            + " differs in every request, ${mark} is by which what the run creates can be found.",
                    "${id} is drawn from the ids below; ${unique} and ${mark} are there too"),
            Field.line(
                    IDS,
                    "Ids",
                    "",
                    "Where ${id} is drawn from: a range in braces within an id, user-{0001..5000}; texts separated by |; or @"
                            + " and a CSV file, @ids.csv, of which the first column is taken."),
            Field.of(Setting.ID_KEYS, "Choice of ids"),
            Field.of(Setting.GRAPHQL_PERSISTED, "Persisted queries"),
            Field.of(Setting.GRAPHQL_MAX_LATENCY, "Maximum latency"),
            Field.of(Setting.GRAPHQL_KEPT_BYTES, "Bytes kept of a failure"));

    private transient List<Map.Entry<String, String>> headers = List.of();

    @Override
    void check(ElementSettings values, EngineRun run) throws Rejection {
        GraphqlOperation operation = operation(values, run);
        KeyDistribution.parse(Setting.ID_KEYS, values.text(Setting.ID_KEYS));
        if (!ids().isEmpty()) {
            // once for all threads: a file may hold millions
            run.publish(ids(), IdSource.class, IdSource.parse(ids(), planFolder()));
        }
        Gateways.plan(getPropertyAsString(GraphqlEndpointConfig.VARIABLE), operation, run);
    }

    @Override
    GraphqlUser open(ElementSettings values, EngineRun run) throws Rejection {
        return new GraphqlUser(
                getPropertyAsString(GraphqlEndpointConfig.VARIABLE),
                operation(values, run),
                run.published(ids(), IdSource.class),
                values,
                getThreadContext(),
                run);
    }

    @Override
    SampleResult sample(GraphqlUser own) {
        own.choose(getThreadContext().getVariables());
        String variables = getPropertyAsString(VARIABLES);
        SampleResult result = begin();
        GraphqlAnswer answer = own.send(variables, headers);
        result.sampleEnd();
        SampleResults.fill(result, answer);
        if (own.keepsRequest(answer)) {
            result.setSamplerData(own.operation().document() + "\n\n" + variables);
        }
        return measured(
                result,
                Measurement.builder()
                        .service(answer.serviceNanos())
                        .bytes(answer.receivedBytes())
                        .build());
    }

    private String ids() {
        return getPropertyAsString(IDS).strip();
    }

    private GraphqlOperation operation(ElementSettings values, EngineRun run) throws Rejection {
        return RequestedOperation.of(this, values, planFolder()).in(run);
    }

    private static Path planFolder() {
        return new File(FileServer.getFileServer().getBaseDir()).toPath();
    }

    /** Takes over a stock Header Manager only: JMeter would copy all of other elements' fields into it for each sample. */
    @Override
    public boolean applies(ConfigTestElement config) {
        return config instanceof HeaderManager;
    }

    @Override
    public void addTestElement(TestElement element) {
        if (!(element instanceof HeaderManager manager)) {
            super.addTestElement(element);
            return;
        }
        headers = StockHeaders.of(headers, manager);
    }

    @Override
    public void clearTestElementChildren() {
        headers = List.of();
    }

    @Override
    boolean cancel(GraphqlUser own) {
        return own.cancel();
    }

    @Override
    void close(GraphqlUser own) {
        own.close();
    }
}
