package io.github.pgsurge.connection;

import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what the load's connections ask: round trips of the protocol, from the first byte that a client sends while the
 * server is ready to the ReadyForQuery that ends the answer. That of the log-in is none. PgBouncer counts the same as {@code
 * total_query_count} (it notes {@code query_start} at a client's packet unless it is noted, and clears it at the server's
 * ReadyForQuery), so that a difference is somebody else's. Thread safe.
 *
 * <p>One thing differs: before the first statement of an explicit transaction pgjdbc sends a BEGIN, and waits for the
 * answers of both at once. That is one round trip here. PgBouncer counts it as two when the statement is so large that the
 * BEGIN is answered before all of it has come, as of an insert of several batches a transaction.
 */
final class RoundTrips {
    private final LongAdder count = new LongAdder();
    private volatile boolean unseen;

    /** How many there were; empty when a connection was encrypted, which hides them. */
    OptionalLong count() {
        return unseen ? OptionalLong.empty() : OptionalLong.of(count.sum());
    }

    /** The conversation on one new connection. */
    Conversation begin() {
        return new Conversation();
    }

    /**
     * What goes over one connection, byte for byte: "Message Formats" of PostgreSQL's manual. What is sent and what is
     * received may be told by two threads.
     */
    final class Conversation {
        private static final int SSL_REQUEST = 80_877_103;
        private static final int GSS_REQUEST = 80_877_104;
        private static final int HEADER = 5;
        private static final char READY = 'Z';
        private static final byte REFUSED = 'N';

        private volatile boolean asking;
        private volatile boolean offered;
        private boolean loggedIn;
        private boolean encrypted;
        private int headerBytes;
        private char type;
        private int length;
        private long bodyLeft;

        private Conversation() {}

        /** The client sends these. */
        void sent(byte[] bytes, int offset, int count) {
            if (count == 8 && isOffer(ByteBuffer.wrap(bytes).getInt(offset + 4))) {
                offered = true;
            }
            asking = true;
        }

        private boolean isOffer(int code) {
            return code == SSL_REQUEST || code == GSS_REQUEST;
        }

        /** The server has answered these. */
        void received(byte[] bytes, int offset, int count) {
            int at = offset;
            int end = offset + count;
            if (offered && at < end) {
                offered = false;
                if (bytes[at] != REFUSED) {
                    encrypted = true;
                    unseen = true;
                }
                at++;
            }
            while (at < end && !encrypted) {
                at = headerBytes < HEADER ? header(bytes, at) : body(at, end);
            }
        }

        private int header(byte[] bytes, int at) {
            int value = bytes[at] & 0xff;
            if (headerBytes == 0) {
                type = (char) value;
                length = 0;
            } else {
                length = length << 8 | value;
            }
            if (++headerBytes == HEADER) {
                // the length counts itself
                bodyLeft = length - 4L;
                endOfMessage();
            }
            return at + 1;
        }

        private int body(int at, int end) {
            long step = Math.min(bodyLeft, end - at);
            bodyLeft -= step;
            endOfMessage();
            return (int) (at + step);
        }

        private void endOfMessage() {
            if (bodyLeft > 0) {
                return;
            }
            headerBytes = 0;
            if (type == READY && asking) {
                asking = false;
                if (loggedIn) {
                    count.increment();
                }
                loggedIn = true;
            }
        }
    }
}
