package io.github.pgsurge.jmeter.elements;

import io.github.pgsurge.graphql.BodyCapture;
import io.github.pgsurge.graphql.GraphqlAnswer;
import io.github.pgsurge.graphql.GraphqlClient;
import io.github.pgsurge.graphql.GraphqlOperation;
import io.github.pgsurge.graphql.IdSource;
import io.github.pgsurge.jmeter.run.AgentAwareListener;
import io.github.pgsurge.jmeter.run.ElementSettings;
import io.github.pgsurge.jmeter.run.EngineRun;
import io.github.pgsurge.jmeter.run.Measurements;
import io.github.pgsurge.jmeter.run.SampleResults;
import io.github.pgsurge.jmeter.run.ThreadEnd;
import io.github.pgsurge.metrics.Measurement;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.settings.Setting;
import io.github.pgsurge.workload.KeyDistribution;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.jmeter.config.ConfigTestElement;
import org.apache.jmeter.protocol.http.control.Header;
import org.apache.jmeter.protocol.http.control.HeaderManager;
import org.apache.jmeter.samplers.AbstractSampler;
import org.apache.jmeter.samplers.Entry;
import org.apache.jmeter.samplers.Interruptible;
import org.apache.jmeter.samplers.SampleResult;
import org.apache.jmeter.services.FileServer;
import org.apache.jmeter.testelement.TestElement;
import org.apache.jmeter.testelement.ThreadListener;
import org.apache.jmeter.testelement.property.JMeterProperty;
import org.apache.jmeter.threads.JMeterVariables;

/**
 * GraphQL Request: sends one operation to a GraphQL Endpoint and judges the answer. Every thread has a copy of its own,
 * and one connection for all of them; {@link #interrupt()} alone is called from other threads.
 *
 * <p>Before each request it sets the JMeter variables {@code id} (drawn from the ids), {@code unique} (a text that no other
 * request of the run has) and {@code mark} (by which what the run created can be found), for its variables to refer to.
 */
public final class GraphqlRequestSampler extends AbstractSampler
        implements Interruptible, Measurements.Measured, AgentAwareListener, ThreadListener {
    private static final long serialVersionUID = 1;

    /** Its name in JMeter's menus. */
    public static final String TITLE = "GraphQL Request";

    private static final String DOCUMENT = "document";
    private static final String DOCUMENT_FILE = "document.file";
    private static final String OPERATION_NAME = "operation.name";
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
                    DOCUMENT,
                    "Document",
                    "",
                    "The GraphQL document: a query or mutation.",
                    "Example: query getUser($id: ID!) { user(id: $id) { id username } }"),
            Field.line(DOCUMENT_FILE, "or a file that holds it", "", "A path, relative to the plan's folder."),
            Field.line(OPERATION_NAME, "Operation name", "", "Which operation of the document; empty when it has one."),
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

    /** What one thread needs for its requests. */
    private record User(
            GraphqlClient client,
            GraphqlOperation operation,
            BodyCapture keep,
            Optional<IdSource> ids,
            KeyDistribution keys,
            SplittableRandom random,
            String prefix) {}

    private transient volatile User user;
    private transient List<Map.Entry<String, String>> headers = List.of();
    private transient long requests;
    private transient ThreadEnd end;

    @Override
    public SampleResult sample(Entry entry) {
        EngineRun run = EngineRun.current();
        run.ready();
        run.step(() -> user = user == null ? open(run) : user);
        if (run.rejection().isPresent()) {
            return SampleResults.turnedAway(getName(), run.rejection().get());
        }
        User self = user;
        setVariables(self);
        String variables = getPropertyAsString(VARIABLES);
        SampleResult result = new SampleResult();
        result.setSampleLabel(getName());
        result.sampleStart();
        GraphqlAnswer answer = self.client().execute(self.operation(), variables, headers, self.keep());
        result.sampleEnd();
        SampleResults.fill(result, answer);
        if (!answer.success() || self.keep().everything()) {
            result.setSamplerData(self.operation().document() + "\n\n" + variables);
        }
        Measurements.leave(
                getThreadContext(),
                result,
                new Measurement(
                        answer.serviceNanos(),
                        Measurement.NOT_MEASURED,
                        Measurement.NOT_MEASURED,
                        answer.receivedBytes(),
                        Measurement.NOT_MEASURED));
        return result;
    }

    private void setVariables(User self) {
        JMeterVariables variables = getThreadContext().getVariables();
        self.ids().ifPresent(ids -> variables.put("id", ids.at(self.keys().choose(self.random(), ids.count()))));
        variables.put("unique", self.prefix() + requests++);
    }

    private User open(EngineRun run) throws Rejection {
        ElementSettings values = new ElementSettings(this);
        Worker worker = Worker.of(getThreadContext(), run);
        String mark = mark(run);
        JMeterVariables variables = getThreadContext().getVariables();
        variables.put("mark", mark);
        return new User(
                Gateways.client(getPropertyAsString(GraphqlEndpointConfig.VARIABLE), run, variables),
                operation(values, run),
                new BodyCapture(values.whole(Setting.GRAPHQL_KEPT_BYTES), SampleResults.keepEverything()),
                run.published(idsKey(), IdSource.class),
                KeyDistribution.parse(values.text(Setting.ID_KEYS)),
                new SplittableRandom(worker.seed(run)),
                mark + "-" + worker.name() + "-");
    }

    /** By which everything that the run creates can be found: its tag. */
    static String mark(EngineRun run) {
        return "pgsurge-" + run.runId();
    }

    private GraphqlOperation operation(ElementSettings values, EngineRun run) throws Rejection {
        String document = getPropertyAsString(DOCUMENT).strip();
        String file = getPropertyAsString(DOCUMENT_FILE).strip();
        if (document.isEmpty() == file.isEmpty()) {
            throw Rejection.usage(getName() + ": give a document, or a file that holds it, and not both");
        }
        Duration limit = values.duration(Setting.GRAPHQL_MAX_LATENCY);
        String text = document.isEmpty() ? read(file) : document;
        String operationName = getPropertyAsString(OPERATION_NAME).strip();
        boolean persisted = values.flag(Setting.GRAPHQL_PERSISTED);
        // thousands of users need one of each
        return run.shared(
                String.join("\n", "operation", getName(), operationName, limit + " " + persisted, text),
                GraphqlOperation.class,
                () -> new GraphqlOperation(
                        getName(),
                        text,
                        operationName,
                        persisted,
                        limit.isZero() ? Optional.empty() : Optional.of(limit)));
    }

    private String read(String file) throws Rejection {
        Path path = planFolder().resolve(file);
        try {
            return Files.readString(path).strip();
        } catch (IOException unreadable) {
            throw Rejection.usage(getName() + ": the document's file " + path + " cannot be read", unreadable);
        }
    }

    private String idsKey() {
        return "ids " + getPropertyAsString(IDS).strip();
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
        List<Map.Entry<String, String>> all = new ArrayList<>(headers);
        for (JMeterProperty property : manager.getHeaders()) {
            Header header = (Header) property.getObjectValue();
            // the manager nearest to the sampler comes first, and its value holds
            if (all.stream().noneMatch(known -> known.getKey().equalsIgnoreCase(header.getName()))) {
                all.add(Map.entry(header.getName(), header.getValue()));
            }
        }
        headers = all;
    }

    @Override
    public void clearTestElementChildren() {
        headers = List.of();
    }

    @Override
    public boolean interrupt() {
        User self = user;
        return self != null && self.client().cancel();
    }

    @Override
    public void threadStarted() {
        end = new ThreadEnd(getThreadContext());
    }

    @Override
    public void threadFinished() {
        end.tell();
        if (user != null) {
            user.client().close();
        }
    }

    @Override
    public void testStarted() {
        EngineRun run = EngineRun.current();
        run.step(() -> {
            ElementSettings values = new ElementSettings(this);
            GraphqlOperation operation = operation(values, run);
            KeyDistribution.parse(values.text(Setting.ID_KEYS));
            String ids = getPropertyAsString(IDS).strip();
            if (!ids.isEmpty()) {
                // once for all threads: a file may hold millions
                run.publish(idsKey(), IdSource.parse(ids, planFolder()));
            }
            Gateways.plan(getPropertyAsString(GraphqlEndpointConfig.VARIABLE), operation, run);
        });
    }
}
