package io.github.pgsurge.cli.bench;

import io.github.pgsurge.cli.Checkout;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.sandbox.PostgresServer;
import io.github.pgsurge.sandbox.SandboxException;
import io.github.pgsurge.settings.Setting;
import io.github.pgsurge.workload.InsertMode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postgresql.util.DriverInfo;

/** Measures every way to write on one server. A run takes about {@code rounds * 9 * (warm-up + seconds + 4 s)}. */
final class WritesBench implements Bench {
    /** JMeter's own JDBC Request over its own JDBC Connection Configuration, with constant SQL text. */
    static final String STOCK = "stock JDBC Request";

    static final BenchmarkSpec SPEC = new BenchmarkSpec(
            "pgsurge-bench-writes/1",
            "row",
            List.of(
                    new BenchmarkSpec.Rival(Pgbench.NAME, "pgbench", "pgbench"),
                    new BenchmarkSpec.Rival(STOCK, "stock JDBC", "stock_jdbc")));

    @Override
    public List<String> names() {
        List<String> names = new ArrayList<>();
        for (InsertMode mode : InsertMode.values()) {
            names.add(mode.toString());
        }
        names.addAll(List.of(Pgbench.NAME, STOCK, ServerCopy.NAME));
        return names;
    }

    @Override
    public Outcome run(Checkout checkout, Rounds rounds)
            throws BenchFailure, Rejection, SandboxException, InterruptedException {
        Optional<String> pgbench = Pgbench.version();
        if (pgbench.isEmpty()) {
            rounds.out().accept(Pgbench.MISSING);
        }
        try (Workspace workspace = Workspace.open()) {
            BenchServer server = BenchServer.start(workspace, rounds.out());
            Map<String, Object> conditions = rounds.conditions(checkout);
            pgbench.ifPresent(version -> conditions.put("pgbench_version", version));
            ConstantInsert insert = ConstantInsert.of(server.table(), Workload.BATCH_SIZE, Workload.DATA_BYTES);
            conditions.put("row_text_bytes", insert.textBytes() / insert.rows());
            describe(server, rounds, conditions);
            ServerCopy copy = ServerCopy.on(server, insert);
            rounds.out().accept("Writing once as much as the server keeps of its log, untimed");
            copy.measure(rounds.timing());
            List<Contender> contenders = byJMeter(checkout, workspace, server, insert);
            if (pgbench.isPresent()) {
                contenders.add(contenders.size() - 1, Pgbench.on(workspace, server, insert));
            }
            contenders.add(copy);
            ContenderResults results = rounds.measure(SPEC, contenders, () -> reset(server));
            conditions.put("load_average_after", Rounds.loadAverage());
            return new Outcome(results, conditions);
        } catch (SQLException failure) {
            throw said(failure);
        }
    }

    private static BenchFailure said(SQLException failure) {
        return new BenchFailure("the benchmark's PostgreSQL said: " + failure.getMessage(), failure);
    }

    private static void reset(BenchServer server) throws BenchFailure {
        try {
            server.reset();
        } catch (SQLException failure) {
            throw said(failure);
        }
    }

    /** Every ingest mode, by the write-load plan with nothing but inserts; the stock sampler comes last. */
    private static List<Contender> byJMeter(
            Checkout checkout, Workspace workspace, BenchServer server, ConstantInsert insert)
            throws BenchFailure, Rejection {
        JMeterClient jmeter = new JMeterClient(checkout, workspace, load(server));
        List<Contender> contenders = new ArrayList<>();
        for (InsertMode mode : InsertMode.values()) {
            contenders.add(new JMeterPlan(
                    mode.toString(),
                    jmeter,
                    checkout.plan("write-load"),
                    Map.of(Setting.INSERT_MODE.property(), mode.toString())));
        }
        contenders.add(JMeterPlan.of(
                STOCK, jmeter, "stock-jdbc-request.jmx", Map.of("URL", server.url(), "SQL", insert.sql())));
        return contenders;
    }

    private static JMeterClient.Load load(BenchServer server) {
        Map<Setting, String> settings = new LinkedHashMap<>();
        settings.put(Setting.DB_HOST, PostgresServer.HOST);
        settings.put(Setting.DB_PORT, Integer.toString(server.port()));
        settings.put(Setting.DB_NAME, PostgresServer.NAME);
        settings.put(Setting.DB_USER, server.role().user());
        settings.put(Setting.TABLE_NAME, server.table().toString());
        settings.put(Setting.TABLE_SEED_ROWS, "0");
        settings.put(Setting.DB_MAX_OPEN_CONNS, Integer.toString(Workload.CONNECTIONS));
        settings.put(Setting.DB_MAX_IDLE_CONNS, Integer.toString(Workload.CONNECTIONS));
        settings.put(Setting.VUS, Integer.toString(Workload.CONNECTIONS));
        settings.put(Setting.BATCH_SIZE, Integer.toString(Workload.BATCH_SIZE));
        settings.put(Setting.DATA_BYTES, Integer.toString(Workload.DATA_BYTES));
        settings.put(Setting.INSERT_PERCENT, "100");
        settings.put(Setting.UPDATE_PERCENT, "0");
        settings.put(Setting.READ_PERCENT, "0");
        return new JMeterClient.Load(
                "insert",
                "inserts",
                Workload.BATCH_SIZE,
                settings,
                Map.of(Setting.DB_PASSWORD, server.role().password()));
    }

    private static void describe(BenchServer server, Rounds rounds, Map<String, Object> conditions)
            throws SQLException {
        conditions.put("connections", Workload.CONNECTIONS);
        conditions.put("batch_size", Workload.BATCH_SIZE);
        conditions.put("driver", DriverInfo.DRIVER_FULL_NAME);
        Map<String, String> settings = server.settings();
        conditions.put("postgres", settings);
        rounds.out()
                .accept("PostgreSQL " + settings.get("server_version") + " | fsync " + settings.get("fsync")
                        + ", synchronous_commit " + settings.get("synchronous_commit") + ", full_page_writes "
                        + settings.get("full_page_writes") + " | " + DriverInfo.DRIVER_FULL_NAME + " | "
                        + rounds.shown(
                                Workload.CONNECTIONS + " connections, " + Workload.BATCH_SIZE + " rows a batch"));
    }
}
