package io.github.pgsurge.graphql;

import io.github.pgsurge.outcome.Rejection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Ids out of a CSV file, held as the file's own bytes and 8 bytes an id. */
final class IdFile implements IdSource {
    private final byte[] bytes;
    private int[] starts = new int[1_024];
    private int[] ends = new int[1_024];
    private int count;

    private IdFile(byte[] bytes) {
        this.bytes = bytes;
    }

    static IdFile read(Path file) throws Rejection {
        IdFile ids;
        try {
            ids = new IdFile(Files.readAllBytes(file));
        } catch (IOException e) {
            throw Rejection.usage("ids=@" + file + ": there is no such file, or it can't be read", e);
        } catch (OutOfMemoryError e) {
            throw Rejection.usage("ids=@" + file + ": the file is too large for the memory there is", e);
        }
        ids.split(file);
        if (ids.count == 0) {
            throw Rejection.usage(
                    "ids=@" + file + ": the file holds no ids; expected one in the first field of a line");
        }
        return ids;
    }

    private void split(Path file) throws Rejection {
        int line = 0;
        int start = startsWithMark() ? 3 : 0;
        while (start < bytes.length) {
            int end = start;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            line++;
            String wrong = add(start, end);
            if (!wrong.isEmpty()) {
                throw Rejection.usage("ids=@" + file + ", line " + line + ": " + wrong);
            }
            start = end + 1;
        }
        starts = Arrays.copyOf(starts, count);
        ends = Arrays.copyOf(ends, count);
    }

    private boolean startsWithMark() {
        return bytes.length >= 3 && bytes[0] == (byte) 0xef && bytes[1] == (byte) 0xbb && bytes[2] == (byte) 0xbf;
    }

    /** Adds the first field of a line; says what is wrong with it. */
    private String add(int from, int to) {
        int start = from;
        int end = to;
        while (start < end && isBlank(start)) {
            start++;
        }
        while (end > start && isBlank(end - 1)) {
            end--;
        }
        if (start == end || bytes[start] == '#') {
            return "";
        }
        boolean quoted = bytes[start] == '"';
        int stop = quoted ? ++start : start;
        while (stop < end && bytes[stop] != (quoted ? '"' : ',')) {
            stop++;
        }
        if (quoted && stop == end) {
            return "the quotation mark is never closed";
        }
        while (!quoted && stop > start && isBlank(stop - 1)) {
            stop--;
        }
        if (stop == start) {
            return "the first field is empty";
        }
        if (count == MAX_IDS) {
            return "these are more than " + MAX_IDS + " ids";
        }
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, 2 * count);
            ends = Arrays.copyOf(ends, 2 * count);
        }
        starts[count] = start;
        ends[count++] = stop;
        return "";
    }

    private boolean isBlank(int place) {
        return bytes[place] == ' ' || bytes[place] == '\t' || bytes[place] == '\r';
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public String at(int index) {
        return new String(bytes, starts[index], ends[index] - starts[index], StandardCharsets.UTF_8);
    }
}
