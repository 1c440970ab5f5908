package io.github.pgsurge.graphql;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.apache.hc.core5.http.config.Http1Config;

/** Opens connections to a target: every address of its name in turn, then TLS with the name verified. */
final class Dialer {
    private static final Http1Config LIMITS = Http1Config.custom()
            // three such buffers; requests and most of a body go past them
            .setBufferSize(2_048)
            .setMaxLineLength(65_536)
            .setMaxHeaderCount(500)
            .build();

    private final HttpTarget target;
    private final SSLContext tls;

    /** @param tls null when the target is not https */
    Dialer(HttpTarget target, SSLContext tls) {
        this.target = target;
        this.tls = tls;
    }

    /** Opens one; without a timeout of its own, since the exchange has one. */
    DirectConnection open(ExchangeTimeout timeout) throws IOException {
        Socket socket = connect(timeout);
        DirectConnection connection = new DirectConnection(LIMITS);
        if (target.tls()) {
            SSLSocket secure =
                    (SSLSocket) tls.getSocketFactory().createSocket(socket, target.host(), target.port(), true);
            SSLParameters parameters = secure.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secure.setSSLParameters(parameters);
            secure.startHandshake();
            connection.bind(secure, socket);
        } else {
            connection.bind(socket);
        }
        return connection;
    }

    private Socket connect(ExchangeTimeout timeout) throws IOException {
        IOException first = null;
        for (InetAddress address : InetAddress.getAllByName(target.host())) {
            Socket socket = new Socket();
            timeout.guard(socket);
            try {
                socket.setTcpNoDelay(true);
                socket.connect(new InetSocketAddress(address, target.port()));
                return socket;
            } catch (IOException e) {
                socket.close();
                first = first == null ? e : first;
            }
        }
        throw first;
    }
}
