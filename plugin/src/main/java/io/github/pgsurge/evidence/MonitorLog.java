package io.github.pgsurge.evidence;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * {@code server.jsonl}: what monitors read of servers during a run, a JSON object a line, flushed line by line so that a
 * run that is killed leaves what it saw. The file is made by the first line. Thread safe.
 */
public final class MonitorLog implements AutoCloseable {
    private final Path file;
    private BufferedWriter writer;
    private boolean closed;

    /** Of a file that need not exist yet. */
    public MonitorLog(Path file) {
        this.file = file;
    }

    /**
     * Appends one reading; nothing after {@link #close}.
     *
     * @param source which monitor: {@code pgbouncer} or {@code postgres}
     * @param server {@code host:port}
     * @param fields what was read; units in their names
     * @throws IOException when it cannot be written
     */
    public synchronized void append(String source, String server, Instant at, Fields fields) throws IOException {
        if (closed) {
            return;
        }
        Fields line = Fields.builder()
                .put("at", at.toString())
                .put("source", source)
                .put("server", server)
                .putAll(fields)
                .build();
        if (writer == null) {
            writer = Files.newBufferedWriter(file);
        }
        writer.write(JsonValues.object(line).toString());
        writer.write('\n');
        writer.flush();
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        if (writer != null) {
            writer.close();
        }
    }
}
