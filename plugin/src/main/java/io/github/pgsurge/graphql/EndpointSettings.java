package io.github.pgsurge.graphql;

import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.settings.Setting;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * All that describes a GraphQL endpoint. Immutable.
 *
 * @param url of the endpoint itself, as {@link #endpointUrl} makes it
 * @param health answers GET with a 2xx status when the server is ready; empty: it is not asked
 * @param connectTimeout bounds the TCP connect and the TLS handshake together; 1 ms or more
 * @param responseTimeout bounds a whole request, from the first byte sent to the last one received; 1 ms or more
 * @param keepAlive whether a client keeps its connection from request to request
 * @param maxResponseBytes size of the largest answer that is read, 1 or more
 */
public record EndpointSettings(
        URI url,
        Optional<URI> health,
        Duration connectTimeout,
        Duration responseTimeout,
        boolean keepAlive,
        TlsFiles tls,
        TokenSource token,
        SchemaSource schema,
        long maxResponseBytes) {
    /** Checks the ranges. */
    public EndpointSettings {
        if (connectTimeout.toMillis() < 1 || responseTimeout.toMillis() < 1 || maxResponseBytes < 1) {
            throw new IllegalArgumentException("timeouts of 1 ms or more, and at least 1 byte of an answer");
        }
    }

    /**
     * The endpoint below a base URL: {@code http://h:8080/api} and {@code /graphql} give {@code
     * http://h:8080/api/graphql}; a base that ends with the path already is taken as it is.
     *
     * @param base BASE_URL: http or https, a host, perhaps a port and a path; nothing else
     * @param path begins with a slash
     */
    public static URI endpointUrl(String base, String path) throws Rejection {
        String root = root(base);
        checkPath(Setting.GRAPHQL_PATH, path);
        return URI.create(root.endsWith(path) ? root : root + path);
    }

    /** The health check's URL, relative to the same base even when that ends with the endpoint's path already. */
    public static URI healthUrl(String base, String endpointPath, String healthPath) throws Rejection {
        String root = root(base);
        checkPath(Setting.HEALTH_PATH, healthPath);
        return URI.create(
                (root.endsWith(endpointPath) ? root.substring(0, root.length() - endpointPath.length()) : root)
                        + healthPath);
    }

    private static String root(String base) throws Rejection {
        String allowed = ", expected http://host:port or https://host:port, perhaps with a path";
        URI uri;
        try {
            uri = new URI(base.strip());
        } catch (URISyntaxException e) {
            throw Rejection.usage(
                    Setting.BASE_URL + " is not a URL (at character " + (e.getIndex() + 1) + ")" + allowed);
        }
        if (uri.getRawUserInfo() != null) {
            throw Rejection.usage(Setting.BASE_URL + " holds a user name or password" + allowed);
        }
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (!("http".equals(scheme) || "https".equals(scheme)) || uri.getHost() == null || uri.getPort() > 65_535) {
            throw Rejection.usage(Setting.BASE_URL + "=" + base + allowed);
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw Rejection.usage(Setting.BASE_URL + " has a query or a fragment" + allowed);
        }
        String path = uri.getRawPath();
        return scheme + "://" + uri.getRawAuthority()
                + (path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
    }

    private static void checkPath(Setting setting, String path) throws Rejection {
        if (!path.matches("/[A-Za-z0-9._~!$&'()*+,;=:@%/-]*")) {
            throw Rejection.usage(
                    setting + "=" + path + " is not a path of a URL: it must begin with / and have no query");
        }
    }
}
