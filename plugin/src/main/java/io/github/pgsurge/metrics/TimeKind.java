package io.github.pgsurge.metrics;

import java.util.function.Function;

/** The times that are recorded of every sample. Immutable and thread safe. */
public enum TimeKind {
    /** What the server took. */
    SERVICE("service", LabelSnapshot::service),
    /** From the intended start. */
    RESPONSE("response", LabelSnapshot::response),
    /** Waiting for a pooled connection. */
    ACQUIRE("acquire", LabelSnapshot::acquire);

    private final String title;
    private final Function<LabelSnapshot, Distribution> of;

    TimeKind(String title, Function<LabelSnapshot, Distribution> of) {
        this.title = title;
        this.of = of;
    }

    /** Its name for people. */
    public String title() {
        return title;
    }

    /** Those of a label. */
    public Distribution of(LabelSnapshot label) {
        return of.apply(label);
    }
}
