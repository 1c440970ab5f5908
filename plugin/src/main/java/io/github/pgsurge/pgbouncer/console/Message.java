package io.github.pgsurge.pgbouncer.console;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * One message from the server. Reading moves on in the body; what the body does not hold is an {@link IOException}. Not
 * thread safe.
 *
 * @param type its type byte, such as {@code D} for a row
 */
record Message(char type, ByteBuffer body) {
    /** Severity, code and text are fields of an error, each marked by a byte; see "Error and Notice Message Fields". */
    private static final char TEXT_FIELD = 'M';

    private static final int MAX_TEXT = 300;

    int int32() throws IOException {
        require(4);
        return body.getInt();
    }

    int int16() throws IOException {
        require(2);
        return body.getShort();
    }

    /** The next bytes. */
    byte[] bytes(int length) throws IOException {
        require(length);
        byte[] bytes = new byte[length];
        body.get(bytes);
        return bytes;
    }

    /** The bytes that are left. */
    byte[] rest() throws IOException {
        return bytes(body.remaining());
    }

    /** The text up to the next zero byte. */
    String text() throws IOException {
        int start = body.position();
        for (int end = start; end < body.limit(); end++) {
            if (body.get(end) == 0) {
                byte[] text = bytes(end - start);
                body.get();
                return new String(text, StandardCharsets.UTF_8);
            }
        }
        throw new IOException("a text without an end in a message of type " + type);
    }

    /** What an error message says. */
    String errorText() throws IOException {
        while (body.hasRemaining()) {
            char field = (char) body.get();
            if (field == 0) {
                break;
            }
            String value = text();
            if (field == TEXT_FIELD) {
                return oneLine(value);
            }
        }
        return "an error without a text";
    }

    /** A text of the server's as part of a line. */
    private static String oneLine(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() <= MAX_TEXT ? line : line.substring(0, MAX_TEXT) + "...";
    }

    private void require(int length) throws IOException {
        if (length < 0 || body.remaining() < length) {
            throw new IOException("a message of type " + type + " that is too short");
        }
    }
}
