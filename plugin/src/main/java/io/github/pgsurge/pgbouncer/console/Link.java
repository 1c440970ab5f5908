package io.github.pgsurge.pgbouncer.console;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Bytes to and from a console, over TCP, TLS or a Unix socket. Used by one thread; {@link #close} may come from another, and
 * ends whatever the first is waiting for.
 */
final class Link implements AutoCloseable {
    private Closeable open;
    private boolean closed;
    private Socket socket;
    private InputStream in;
    private OutputStream out;

    /** Connects: every address of a name in turn. A look-up of the name goes on when this is closed meanwhile, and fails then. */
    void connect(ConsoleAddress address) throws IOException {
        if (address instanceof ConsoleAddress.Tcp tcp) {
            connect(tcp.hostPort().host(), tcp.port());
        } else if (address instanceof ConsoleAddress.Unix unix) {
            connect(UnixDomainSocketAddress.of(unix.socket()));
        }
    }

    private void connect(String host, int port) throws IOException {
        IOException first = null;
        for (InetAddress address : InetAddress.getAllByName(host)) {
            Socket attempt = new Socket();
            hold(attempt);
            try {
                attempt.connect(new InetSocketAddress(address, port));
                attempt.setTcpNoDelay(true);
                socket = attempt;
                in = attempt.getInputStream();
                out = attempt.getOutputStream();
                return;
            } catch (IOException failure) {
                attempt.close();
                first = first == null ? failure : first;
            }
        }
        throw first == null ? new IOException("no address of " + host) : first;
    }

    private void connect(UnixDomainSocketAddress address) throws IOException {
        SocketChannel channel;
        try {
            channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        } catch (UnsupportedOperationException none) {
            throw new IOException("this system has no Unix sockets", none);
        }
        hold(channel);
        try {
            channel.connect(address);
        } catch (IOException failure) {
            channel.close();
            throw failure;
        }
        in = Channels.newInputStream(channel);
        out = Channels.newOutputStream(channel);
    }

    /** Goes on over TLS, on TCP. What was not read before is no part of it. */
    void secure(SSLContext tls, ConsoleAddress.Tcp address, boolean checkName) throws IOException {
        SSLSocket secure = (SSLSocket)
                tls.getSocketFactory().createSocket(socket, address.hostPort().host(), address.port(), true);
        if (checkName) {
            SSLParameters parameters = secure.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secure.setSSLParameters(parameters);
        }
        secure.startHandshake();
        in = secure.getInputStream();
        out = secure.getOutputStream();
    }

    private synchronized void hold(Closeable next) throws IOException {
        if (closed) {
            next.close();
            throw new IOException("it was given up");
        }
        open = next;
    }

    /** What comes, unbuffered. */
    InputStream in() {
        return in;
    }

    OutputStream out() {
        return out;
    }

    /** Closes without a farewell, which could block. */
    @Override
    public synchronized void close() {
        closed = true;
        if (open != null) {
            try {
                open.close();
            } catch (IOException gone) {
                // there is nothing left to save on a connection that nobody uses any more
                open = null;
            }
        }
    }
}
