package io.github.pgsurge.micro;

import io.github.pgsurge.metrics.Correction;
import io.github.pgsurge.metrics.Measurement;
import io.github.pgsurge.metrics.MonotonicClock;
import io.github.pgsurge.metrics.RunRecording;
import io.github.pgsurge.metrics.Sample;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;

/** What recording a sample costs the thread that sampled, while another drains the recorder once a second. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RecorderBenchmark {
    private static final int SAMPLES = 1 << 12;

    /** One recorder for all threads. */
    @State(Scope.Benchmark)
    public static class Recorder {
        private final RunRecording recording =
                new RunRecording(Duration.ZERO, Correction.OF_ARRIVALS, new MonotonicClock());
        private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor();

        private Future<?> ticking;

        @Setup
        public void start() {
            ticking = ticker.scheduleAtFixedRate(recording::interval, 1, 1, TimeUnit.SECONDS);
        }

        @TearDown
        public void stop() {
            ticking.cancel(false);
            ticker.shutdownNow();
        }
    }

    /** Samples of one thread: five labels, times of a long tail, one failure in a thousand. */
    @State(Scope.Thread)
    public static class Samples {
        private final Sample[] samples = new Sample[SAMPLES];
        private int next;

        @Setup
        public void make() {
            SplittableRandom random = new SplittableRandom(1);
            for (int i = 0; i < SAMPLES; i++) {
                long service = Math.round(100_000 / Math.pow(1 - random.nextDouble(), 0.8));
                Measurement measurement = Measurement.builder()
                        .service(service)
                        .acquire(random.nextLong(100_000))
                        .rows(100)
                        .bytes(110_000)
                        .retries(0)
                        .build();
                samples[i] = new Sample(
                        "label " + i % 5,
                        i % 1_000 != 0,
                        "57014",
                        "canceling statement",
                        System.currentTimeMillis(),
                        i % 2 == 0 ? measurement : measurement.delayed(random.nextLong(1_000_000), false));
            }
        }

        Sample next() {
            return samples[next++ & SAMPLES - 1];
        }
    }

    @Benchmark
    @Threads(1)
    public void recordOnOneThread(Recorder recorder, Samples samples) {
        recorder.recording.record(samples.next());
    }

    @Benchmark
    @Threads(2)
    public void recordOnTwoThreads(Recorder recorder, Samples samples) {
        recorder.recording.record(samples.next());
    }
}
