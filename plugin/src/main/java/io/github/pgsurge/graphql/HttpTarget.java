package io.github.pgsurge.graphql;

import java.net.URI;
import java.util.Locale;

/**
 * A URL as a connection needs it.
 *
 * @param host without brackets
 * @param authority for the Host header: the port only where it is not the scheme's own
 * @param path with the query, never empty
 */
record HttpTarget(boolean tls, String host, int port, String authority, String path, String shown) {
    static HttpTarget of(URI url) {
        boolean tls = "https".equals(url.getScheme().toLowerCase(Locale.ROOT));
        String host = url.getHost();
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        int port = url.getPort() < 0 ? (tls ? 443 : 80) : url.getPort();
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return new HttpTarget(
                tls,
                bare,
                port,
                url.getPort() < 0 ? host : host + ":" + port,
                url.getRawQuery() == null ? path : path + "?" + url.getRawQuery(),
                url.toString());
    }
}
