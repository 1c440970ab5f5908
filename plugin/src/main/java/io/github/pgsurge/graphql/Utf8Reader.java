package io.github.pgsurge.graphql;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Decodes one stream after the other with the same buffer, strictly: what is no UTF-8 is an error. A byte order mark at
 * the start is skipped. Not thread safe.
 */
final class Utf8Reader extends Reader {
    private static final int BUFFER_BYTES = 4_096;
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private final InputStream in;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER_BYTES);
    private boolean started;
    private boolean ended;

    /** @param in holds one stream after the other */
    Utf8Reader(InputStream in) {
        this.in = in;
    }

    /** Begins the next stream. */
    void restart() {
        decoder.reset();
        bytes.position(0).limit(0);
        started = false;
        ended = false;
    }

    /**
     * Reads some.
     *
     * @param length 2 or more: a character may take two
     * @throws java.nio.charset.CharacterCodingException for what is no UTF-8
     */
    @Override
    public int read(char[] chars, int offset, int length) throws IOException {
        CharBuffer out = CharBuffer.wrap(chars, offset, length);
        while (out.position() == offset) {
            CoderResult result = decoder.decode(bytes, out, ended);
            if (result.isError()) {
                result.throwException();
            }
            if (!started && out.position() > offset) {
                skipMark(chars, offset, out);
            }
            if (out.position() == offset) {
                if (ended) {
                    return -1;
                }
                fill();
            }
        }
        return out.position() - offset;
    }

    private void skipMark(char[] chars, int offset, CharBuffer out) {
        started = true;
        if (chars[offset] == BYTE_ORDER_MARK) {
            System.arraycopy(chars, offset + 1, chars, offset, out.position() - offset - 1);
            out.position(out.position() - 1);
        }
    }

    private void fill() throws IOException {
        bytes.compact();
        int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
        bytes.position(bytes.position() + Math.max(0, count)).flip();
        ended = count < 0;
    }

    @Override
    public void close() {
        // the stream is its owner's
    }
}
