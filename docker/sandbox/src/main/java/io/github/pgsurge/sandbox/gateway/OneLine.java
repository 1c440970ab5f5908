package io.github.pgsurge.sandbox.gateway;

import java.util.stream.Collectors;

/** An exception's message as one line. Stateless. */
final class OneLine {
    private OneLine() {}

    static String of(Exception e) {
        return String.valueOf(e.getMessage()).lines().map(String::strip).collect(Collectors.joining(" "));
    }
}
