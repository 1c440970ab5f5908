package io.github.pgsurge.graphql;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Stands between a body and its parser: keeps its first bytes, and ends it when it is too large. Made once per client,
 * not thread safe.
 */
final class BodyTap extends InputStream {
    private static final int REUSED_BYTES = 65_536;
    private static final byte[] NOTHING = {};

    private InputStream body = InputStream.nullInputStream();
    private byte[] kept = NOTHING;
    private int keptBytes;
    private long keepBytes;
    private long mostBytes;
    private long readBytes;
    private boolean ended;

    /** A body that is larger than allowed. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1;

        private TooLarge(long mostBytes) {
            super("the answer is larger than " + mostBytes + " bytes");
        }
    }

    /** Forgets the last body. */
    void forget() {
        keptBytes = 0;
        if (kept.length > REUSED_BYTES) {
            kept = NOTHING;
        }
    }

    /** Begins a body. */
    void open(InputStream next, long declaredBytes, long keep, long most) throws TooLarge {
        body = next;
        keptBytes = 0;
        keepBytes = Math.min(keep, most);
        mostBytes = most;
        readBytes = 0;
        ended = false;
        if (declaredBytes > most) {
            throw new TooLarge(most);
        }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = body.read(bytes, offset, length);
        if (count < 0) {
            ended = true;
            return count;
        }
        readBytes += count;
        keep(bytes, offset, count);
        if (readBytes > mostBytes) {
            throw new TooLarge(mostBytes);
        }
        return count;
    }

    private void keep(byte[] bytes, int offset, int count) {
        int more = (int) Math.min(count, keepBytes - keptBytes);
        if (more > 0) {
            if (kept.length < keptBytes + more) {
                kept = Arrays.copyOf(kept, Math.max(keptBytes + more, (int) Math.min(2L * kept.length, keepBytes)));
            }
            System.arraycopy(bytes, offset, kept, keptBytes, more);
            keptBytes += more;
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** Reads on for so many bytes at most; whether that was the end. */
    boolean drain(long bytes) throws IOException {
        byte[] rest = ended ? NOTHING : new byte[4_096];
        long until = readBytes + bytes;
        while (!ended && readBytes < until) {
            read(rest, 0, rest.length);
        }
        return ended;
    }

    /** What was kept, so many bytes at most, in an array of its own. */
    byte[] kept(long most) {
        int length = (int) Math.min(keptBytes, most);
        return length == 0 ? NOTHING : Arrays.copyOf(kept, length);
    }
}
