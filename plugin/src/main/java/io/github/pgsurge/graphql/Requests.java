package io.github.pgsurge.graphql;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.message.BasicHeader;

/**
 * Makes the heads of the requests to one target: its own headers, unless the caller's name them too. Thread safe; shared
 * by all clients of an endpoint, so that those who send the same head hold it once.
 */
final class Requests {
    static final String AUTHORIZATION = "authorization";

    private static final Header CONTENT_TYPE = new BasicHeader("Content-Type", "application/json");
    private static final Header ACCEPT =
            new BasicHeader("Accept", "application/graphql-response+json, application/json");
    private static final Header USER_AGENT = new BasicHeader("User-Agent", "pgsurge");
    private static final Header CLOSE = new BasicHeader("Connection", "close");

    /** What the connection decides, and encodings of the answer that are not read. */
    private static final Set<String> IGNORED =
            Set.of("host", "content-length", "transfer-encoding", "expect", "upgrade", "te", "accept-encoding");

    private final HttpTarget target;
    private final boolean keepAlive;
    private final Header host;
    /** Null before the first. */
    private volatile RequestHead last;

    Requests(HttpTarget target, boolean keepAlive) {
        this.target = target;
        this.keepAlive = keepAlive;
        host = new BasicHeader("Host", target.authority());
    }

    /**
     * The head of a POST, the same one as last time where that fits.
     *
     * @param token null for none
     */
    RequestHead post(List<Map.Entry<String, String>> headers, Token token) {
        RequestHead head = last;
        if (head == null || !head.isOf(headers, token)) {
            head = encodedPost(headers, token);
            last = head;
        }
        return head;
    }

    private RequestHead encodedPost(List<Map.Entry<String, String>> headers, Token token) {
        ClassicHttpRequest request = request("POST");
        request.addHeader(host);
        for (Map.Entry<String, String> header : headers) {
            if (!header.getKey().isBlank() && !IGNORED.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                request.addHeader(new BasicHeader(header.getKey(), header.getValue()));
            }
        }
        addUnlessThere(request, USER_AGENT);
        addUnlessThere(request, ACCEPT);
        addUnlessThere(request, CONTENT_TYPE);
        if (token != null) {
            addUnlessThere(request, token.header());
        }
        if (!keepAlive) {
            request.setHeader(CLOSE);
        }
        return RequestHead.encode(request, headers, token);
    }

    /** The head of a GET. */
    RequestHead get() {
        ClassicHttpRequest request = request("GET");
        request.addHeader(host);
        request.addHeader(USER_AGENT);
        return RequestHead.encode(request, List.of(), null);
    }

    /** Without scheme and authority the path is not parsed as a URI again. */
    private ClassicHttpRequest request(String method) {
        return new BasicClassicHttpRequest(method, null, null, target.path());
    }

    static boolean hasAuthorization(List<Map.Entry<String, String>> headers) {
        for (Map.Entry<String, String> header : headers) {
            if (AUTHORIZATION.equalsIgnoreCase(header.getKey())) {
                return true;
            }
        }
        return false;
    }

    private static void addUnlessThere(ClassicHttpRequest request, Header header) {
        if (!request.containsHeader(header.getName())) {
            request.addHeader(header);
        }
    }
}
