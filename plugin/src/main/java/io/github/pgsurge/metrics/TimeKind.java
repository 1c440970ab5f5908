package io.github.pgsurge.metrics;

import java.util.function.Function;

/** The times that are recorded of every sample. Immutable and thread safe. */
public enum TimeKind {
    /** What the server took. */
    SERVICE("service", "latency_ms", LabelSnapshot::service),
    /** From the intended start. */
    RESPONSE("response", "response_ms", LabelSnapshot::response),
    /** Waiting for a pooled connection. */
    ACQUIRE("acquire", "acquire_ms", LabelSnapshot::acquire);

    private final String title;
    private final String key;
    private final Function<LabelSnapshot, Distribution> of;

    TimeKind(String title, String key, Function<LabelSnapshot, Distribution> of) {
        this.title = title;
        this.key = key;
        this.of = of;
    }

    /** Its name for people. */
    public String title() {
        return title;
    }

    /** The name of its block in run.json, whose times are milliseconds. */
    public String key() {
        return key;
    }

    /** Those of a label. */
    public Distribution of(LabelSnapshot label) {
        return of.apply(label);
    }
}
