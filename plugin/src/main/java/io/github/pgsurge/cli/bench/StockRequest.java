package io.github.pgsurge.cli.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** JMeter's own JDBC Request over its own JDBC Connection Configuration, with constant SQL text. */
record StockRequest(JMeterClient jmeter, Path plan) implements Contender {
    static final String NAME = "stock JDBC Request";

    private static final String TEMPLATE = "stock-jdbc-request.jmx";

    /** Writes the plan. */
    static StockRequest on(JMeterClient jmeter, BenchServer server, ConstantInsert insert) throws BenchFailure {
        Path plan = server.folder("stock").resolve(TEMPLATE);
        try (InputStream template = StockRequest.class.getResourceAsStream(TEMPLATE)) {
            Files.writeString(
                    plan,
                    new String(template.readAllBytes(), UTF_8)
                            .replace("@URL@", escaped(server.url()))
                            .replace("@SQL@", escaped(insert.sql())));
        } catch (IOException failure) {
            throw new BenchFailure(plan + " could not be written: " + failure.getMessage(), failure);
        }
        return new StockRequest(jmeter, plan);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Figure measure(Timing timing) throws BenchFailure, InterruptedException {
        return jmeter.run("stock", plan, Map.of(), timing);
    }
}
