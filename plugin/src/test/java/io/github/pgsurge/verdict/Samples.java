package io.github.pgsurge.verdict;

import io.github.pgsurge.evidence.Findings;
import io.github.pgsurge.metrics.Correction;
import io.github.pgsurge.metrics.Measurement;
import io.github.pgsurge.metrics.RunRecording;
import io.github.pgsurge.metrics.Sample;
import io.github.pgsurge.metrics.Snapshot;
import java.time.Duration;
import java.time.Instant;

/** Recordings that rules are held against. For one thread. */
final class Samples {
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final RunRecording recording = new RunRecording(Duration.ZERO, Correction.OF_ARRIVALS, () -> now);

    /** {@code n} samples of a service time, none of which measured anything else. */
    Samples ok(String label, int n, Duration service) {
        for (int i = 0; i < n; i++) {
            record(label, true, "200", Measurement.ofService(service.toNanos()));
        }
        return this;
    }

    Samples failed(String label, int n, String code) {
        for (int i = 0; i < n; i++) {
            record(label, false, code, Measurement.ofService(1_000_000));
        }
        return this;
    }

    Samples measured(String label, int n, Measurement measurement) {
        for (int i = 0; i < n; i++) {
            record(label, true, "", measurement);
        }
        return this;
    }

    private void record(String label, boolean success, String code, Measurement measurement) {
        recording.record(new Sample(label, success, code, "", now.toEpochMilli(), measurement));
    }

    Snapshot interval(Duration length) {
        now = now.plus(length);
        return recording.interval();
    }

    Snapshot after(Duration length) {
        interval(length);
        return recording.total();
    }

    Evidence evidence() {
        return Evidence.of(after(Duration.ofSeconds(10)), Findings.NONE);
    }
}
