package io.github.pgsurge.graphql;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.io.DefaultHttpRequestWriter;
import org.apache.hc.core5.http.impl.io.SessionOutputBufferImpl;
import org.apache.hc.core5.http.message.MessageSupport;

/**
 * The request line and the headers as bytes, encoded once for all requests that have the same ones. Immutable.
 *
 * @param headers of the caller, from which it was made
 * @param token from which it was made; null for none
 * @param bytes up to the empty line, which is not part of them
 * @param keepAlive whether it lets the server keep the connection
 */
@SuppressWarnings("ArrayRecordComponent") // never handed out
record RequestHead(List<Map.Entry<String, String>> headers, Token token, byte[] bytes, boolean keepAlive) {
    private static final byte[] END = ascii("\r\n");
    private static final byte[] LENGTH = ascii("Content-Length: ");
    private static final byte[] BODY = ascii("\r\n\r\n");

    static RequestHead encode(ClassicHttpRequest request, List<Map.Entry<String, String>> headers, Token token) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SessionOutputBufferImpl buffer = new SessionOutputBufferImpl(1_024);
        try {
            new DefaultHttpRequestWriter().write(request, buffer, out);
            buffer.flush(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (HttpException e) {
            throw new IllegalStateException("a request of HTTP/1.1 can be written", e);
        }
        byte[] bytes = Arrays.copyOf(out.toByteArray(), out.size() - END.length);
        return new RequestHead(List.copyOf(headers), token, bytes, !asksToClose(request));
    }

    private static boolean asksToClose(ClassicHttpRequest request) {
        for (Iterator<String> tokens = MessageSupport.iterateTokens(request, "Connection"); tokens.hasNext(); ) {
            if ("close".equalsIgnoreCase(tokens.next())) {
                return true;
            }
        }
        return false;
    }

    /** Whether it is what would be encoded for these. */
    boolean isOf(List<Map.Entry<String, String>> wanted, Token bearer) {
        return Objects.equals(token, bearer) && headers.equals(wanted);
    }

    /** A request without a body. */
    EncodedRequest withoutBody() {
        return new EncodedRequest(joined(bytes, END), keepAlive);
    }

    /** A request with a body in two parts: what is the same in every request, and the variables with what ends them. */
    EncodedRequest with(byte[] opening, Variables variables) {
        byte[] length = ascii(Integer.toString(opening.length + variables.bytes().length + Variables.END.length));
        return new EncodedRequest(
                joined(bytes, LENGTH, length, BODY, opening, variables.bytes(), Variables.END), keepAlive);
    }

    private static byte[] joined(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
