package io.github.pgsurge.connection;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import javax.net.SocketFactory;

/** What pgjdbc's {@code socketFactory} names: makes {@link SyncCloseSocket}s. Public because pgjdbc instantiates it. */
public final class SyncCloseSocketFactory extends SocketFactory {
    private final SocketGroup group;

    /**
     * A factory for one group.
     *
     * @param groupId of the {@link SocketGroup} its sockets belong to, as {@code socketFactoryArg} says
     */
    public SyncCloseSocketFactory(String groupId) {
        this.group = SocketGroup.find(groupId);
    }

    @Override
    public Socket createSocket() throws IOException {
        if (group == null) {
            throw new SocketException("the connection manager is closed");
        }
        SyncCloseSocket socket = new SyncCloseSocket(group);
        // bounds the log-in, in which pgjdbc knows no timeout of its own; the pool lifts it afterwards
        socket.setSoTimeout(Math.toIntExact(group.loginPatience().toMillis()));
        group.add(socket);
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw connectedSocketsAreNotMade();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw connectedSocketsAreNotMade();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw connectedSocketsAreNotMade();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw connectedSocketsAreNotMade();
    }

    private static UnsupportedOperationException connectedSocketsAreNotMade() {
        return new UnsupportedOperationException("pgjdbc connects its sockets itself");
    }
}
