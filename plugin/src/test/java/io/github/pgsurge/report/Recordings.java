package io.github.pgsurge.report;

import io.github.pgsurge.metrics.Correction;
import io.github.pgsurge.metrics.Measurement;
import io.github.pgsurge.metrics.RunRecording;
import io.github.pgsurge.metrics.Sample;
import io.github.pgsurge.metrics.Snapshot;
import java.time.Duration;
import java.time.Instant;

/** Recordings with known figures. Confined to one thread. */
public final class Recordings {
    public static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private Instant now = START;
    private final RunRecording recording;

    public Recordings() {
        this(Duration.ZERO);
    }

    public Recordings(Duration warmup) {
        recording = new RunRecording(warmup, Correction.OF_ARRIVALS, () -> now);
    }

    /** {@code n} samples that take 1, 2, 3... n times {@code stepMicros}, 100 rows of 1,000 bytes each. */
    public Recordings writes(String label, int n, long stepMicros) {
        for (int i = 1; i <= n; i++) {
            record(
                    label,
                    true,
                    "",
                    "",
                    Measurement.builder()
                            .service(i * stepMicros * 1_000)
                            .acquire(i * 100L)
                            .rows(100)
                            .bytes(100_000)
                            .retries(i % 10 == 0 ? 1 : 0)
                            .build());
        }
        return this;
    }

    public Recordings requests(String label, int n) {
        for (int i = 1; i <= n; i++) {
            record(label, true, "200", "OK", Measurement.ofService(i * 10_000L));
        }
        return this;
    }

    /** {@code n} samples of a millisecond that began so much later than they were due. */
    public Recordings arrivals(String label, int n, long lagMillis) {
        for (int i = 0; i < n; i++) {
            record(label, true, "200", "OK", Measurement.ofService(1_000_000).delayed(lagMillis * 1_000_000, true));
        }
        return this;
    }

    public Recordings failures(String label, int n, String code, String message) {
        for (int i = 0; i < n; i++) {
            record(
                    label,
                    false,
                    code,
                    message,
                    Measurement.builder()
                            .service(1_000_000)
                            .acquire(1_000)
                            .rows(0)
                            .bytes(0)
                            .retries(0)
                            .build());
        }
        return this;
    }

    private void record(String label, boolean success, String code, String message, Measurement measurement) {
        recording.record(new Sample(label, success, code, message, now.toEpochMilli(), measurement));
    }

    public Snapshot after(Duration time) {
        now = now.plus(time);
        recording.interval();
        return recording.total();
    }
}
