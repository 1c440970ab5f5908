package io.github.pgsurge.micro;

import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.workload.RowBatch;
import io.github.pgsurge.workload.RowGenerator;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What making a row costs, in batches of a hundred. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RowGenerationBenchmark {
    private static final int BATCH = 100;

    /** Size of a row's data. */
    @Param({"64", "1024"})
    public int dataBytes;

    private final RowBatch batch = new RowBatch();
    private RowGenerator generator;

    @Setup
    public void start() throws Rejection {
        generator = new RowGenerator(1, "run", "worker", dataBytes);
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public RowBatch row() {
        generator.fill(batch, BATCH);
        return batch;
    }
}
