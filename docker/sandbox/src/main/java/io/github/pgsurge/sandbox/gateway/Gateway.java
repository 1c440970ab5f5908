package io.github.pgsurge.sandbox.gateway;

import io.github.pgsurge.sandbox.PostgresServer;
import io.github.pgsurge.sandbox.SandboxException;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * A running gateway: {@code POST /graphql} and {@code GET /health} on 127.0.0.1, and its connections to the database.
 * Thread safe.
 */
public final class Gateway implements AutoCloseable {
    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final int BACKLOG = 1_024;
    /** More than the connections to the database, so that who waits for one pool does not keep others waiting. */
    private static final int MOST_THREADS = 600;

    private static final int LEAST_THREADS = 16;
    private static final int IDLE_THREAD_MS = 60_000;
    private static final int IDLE_CONNECTION_MS = 300_000;
    private static final int IDLE_AT_STOP_MS = 100;
    private static final int STOP_LIMIT_MS = 1_000;

    private final Javalin http;
    private final TokenIssuer tokens;
    private final Health health;
    private final ServicePools pools;
    private final int port;

    private Gateway(GatewayOptions options, ServerSocketChannel channel, ServicePools pools) throws IOException {
        this.pools = pools;
        this.port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
        this.tokens = new TokenIssuer(options.tokenSecret(), options.tokenLifetime());
        Statements statements = new Statements(pools);
        this.health = new Health(statements);
        Endpoint endpoint = new Endpoint(new Api(new Operations(statements, tokens, options.user())), tokens, health);
        this.http = Javalin.create(configuration -> configure(configuration, options.name(), channel, endpoint));
    }

    /**
     * Takes the port, opens every connection to the database, and then answers: whoever connects before waits.
     *
     * @throws SandboxException when the port is taken or the connections can't be had; nothing is left behind
     */
    public static Gateway start(GatewayOptions options) throws SandboxException {
        Gateway gateway = open(options);
        gateway.health.ready();
        return gateway;
    }

    /** As {@link #start}, and then runs up to 3 s of its own reads; until then {@code /health} answers 503. */
    static Gateway startWarm(GatewayOptions options) throws SandboxException {
        Gateway gateway = open(options);
        WarmUp.run(gateway.port, gateway.tokens.issue(Operations.FIRST_ACCOUNT.toString()));
        gateway.health.ready();
        return gateway;
    }

    private static Gateway open(GatewayOptions options) throws SandboxException {
        ServerSocketChannel channel = bind(options);
        try {
            ServicePools pools = ServicePools.open(options);
            try {
                Gateway gateway = new Gateway(options, channel, pools);
                gateway.http.start();
                return gateway;
            } catch (IOException | RuntimeException e) {
                pools.close();
                throw new SandboxException("gateway " + options.name() + ": could not start: " + e, e);
            }
        } catch (SandboxException e) {
            close(channel, e);
            throw e;
        }
    }

    /** The port it listens on. */
    public int port() {
        return port;
    }

    /** Stops answering, interrupts requests that do not end within 1 s, and closes the connections to the database. */
    @Override
    public void close() {
        http.stop();
        health.close();
        pools.close();
    }

    private static void configure(
            JavalinConfig configuration, String name, ServerSocketChannel channel, Endpoint endpoint) {
        configuration.startup.showJavalinBanner = false;
        configuration.startup.showOldJavalinVersionWarning = false;
        configuration.startup.startupWatcherEnabled = false;
        configuration.http.compressionStrategy = CompressionStrategy.NONE;
        configuration.http.prefer405over404 = true;
        QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, LEAST_THREADS, IDLE_THREAD_MS);
        threads.setName(name);
        threads.setStopTimeout(STOP_LIMIT_MS);
        configuration.jetty.threadPool = threads;
        configuration.jetty.modifyServer(server -> server.setStopTimeout(STOP_LIMIT_MS));
        configuration.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            http.setSendDateHeader(false);
        });
        configuration.jetty.addConnector((server, http) -> connector(server, http, channel));
        endpoint.addTo(configuration.routes);
    }

    private static ServerConnector connector(Server server, HttpConfiguration http, ServerSocketChannel channel) {
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setIdleTimeout(IDLE_CONNECTION_MS);
        connector.setShutdownIdleTimeout(IDLE_AT_STOP_MS);
        try {
            connector.open(channel);
        } catch (IOException e) {
            throw new IllegalStateException("could not listen", e);
        }
        return connector;
    }

    private static ServerSocketChannel bind(GatewayOptions options) throws SandboxException {
        SandboxException failure;
        ServerSocketChannel channel = null;
        try {
            channel = ServerSocketChannel.open();
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            return channel.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), options.port()), BACKLOG);
        } catch (IOException e) {
            failure = new SandboxException(
                    "gateway " + options.name() + ": port " + options.port() + " on " + PostgresServer.HOST
                            + " is taken",
                    e);
        }
        close(channel, failure);
        throw failure;
    }

    private static void close(ServerSocketChannel channel, Exception cause) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}
