package io.github.pgsurge.metrics;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What an endpoint answered once, in Prometheus' text format. Immutable. */
public final class Scrape {
    private final String text;
    private final Map<String, Double> values = new TreeMap<>();

    private Scrape(String text) {
        this.text = text;
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            int space = line.lastIndexOf(' ');
            String value = line.substring(space + 1);
            values.put(line.substring(0, space), Double.valueOf(value));
        });
    }

    /** Scrapes. */
    public static Scrape of(String url) throws IOException {
        return new Scrape(answer("GET", url).body());
    }

    /** An answer of an endpoint. */
    record Answer(int statusCode, String body) {}

    /** Asks on a connection of its own: one that is kept may be to a server that has gone, and another in its place. */
    static Answer answer(String method, String url) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url).toURL().openConnection();
        connection.setRequestMethod(method);
        connection.setRequestProperty("Connection", "close");
        int status = connection.getResponseCode();
        try (InputStream body = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            return new Answer(status, new String(body.readAllBytes(), StandardCharsets.UTF_8));
        } finally {
            connection.disconnect();
        }
    }

    /** All of it. */
    public String text() {
        return text;
    }

    /** The value of one series, as {@code name{label="value"}}. */
    public double value(String series) {
        if (!values.containsKey(series)) {
            throw new AssertionError(series + " is not in:\n" + text);
        }
        return values.get(series);
    }

    /** As {@link #value}, a whole number. */
    public long count(String series) {
        return Math.round(value(series));
    }

    /** The sum of all series of a name, whole numbers. */
    public long sum(String name) {
        return matching(series -> series.startsWith(name + "{")).values().stream()
                .mapToLong(Math::round)
                .sum();
    }

    Map<String, Double> matching(Predicate<String> series) {
        return values.entrySet().stream()
                .filter(entry -> series.test(entry.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
