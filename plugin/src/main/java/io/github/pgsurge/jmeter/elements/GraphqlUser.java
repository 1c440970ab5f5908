package io.github.pgsurge.jmeter.elements;

import io.github.pgsurge.graphql.BodyCapture;
import io.github.pgsurge.graphql.GraphqlAnswer;
import io.github.pgsurge.graphql.GraphqlClient;
import io.github.pgsurge.graphql.GraphqlOperation;
import io.github.pgsurge.graphql.IdSource;
import io.github.pgsurge.jmeter.run.ElementSettings;
import io.github.pgsurge.jmeter.run.EngineRun;
import io.github.pgsurge.jmeter.run.SampleResults;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.settings.Setting;
import io.github.pgsurge.workload.KeyDistribution;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.jmeter.threads.JMeterContext;
import org.apache.jmeter.threads.JMeterVariables;

/**
 * What one thread needs to send one operation again and again: its connection, and the choice of the values that the
 * operation's variables refer to. For that thread, except {@link #cancel}.
 */
final class GraphqlUser {
    private final GraphqlClient client;
    private final GraphqlOperation operation;
    private final BodyCapture keep;
    private final Optional<IdSource> ids;
    private final KeyDistribution keys;
    private final SplittableRandom random;
    private final String prefix;
    private long requests;

    /**
     * The user of the thread with that context.
     *
     * @param endpoint variable name of a GraphQL Endpoint
     * @param ids where {@code id} is drawn from
     * @throws Rejection when there is no such endpoint, or a setting does not parse
     */
    GraphqlUser(
            String endpoint,
            GraphqlOperation operation,
            Optional<IdSource> ids,
            ElementSettings values,
            JMeterContext context,
            EngineRun run)
            throws Rejection {
        Worker worker = Worker.of(context, run);
        String mark = Gateways.mark(run);
        this.operation = operation;
        this.ids = ids;
        JMeterVariables variables = context.getVariables();
        variables.put("mark", mark);
        client = Gateways.client(endpoint, run, variables);
        keep = new BodyCapture(values.whole(Setting.GRAPHQL_KEPT_BYTES), SampleResults.keepEverything());
        keys = KeyDistribution.parse(Setting.ID_KEYS, values.text(Setting.ID_KEYS));
        random = new SplittableRandom(worker.seed(run));
        prefix = mark + "-" + worker.name() + "-";
    }

    /** Sets the variables {@code id} and {@code unique} for the next request. */
    void choose(JMeterVariables variables) {
        ids.ifPresent(source -> variables.put("id", source.at(keys.choose(random, source.count()))));
        variables.put("unique", prefix + requests++);
    }

    /** Sends the operation with these variables, a JSON object. */
    GraphqlAnswer send(String variablesJson, List<Map.Entry<String, String>> headers) {
        return client.execute(operation, variablesJson, headers, keep);
    }

    /** What it sends. */
    GraphqlOperation operation() {
        return operation;
    }

    /** Whether what was asked is to be kept with that answer. */
    boolean keepsRequest(GraphqlAnswer answer) {
        return !answer.success() || keep.everything();
    }

    boolean cancel() {
        return client.cancel();
    }

    void close() {
        client.close();
    }
}
