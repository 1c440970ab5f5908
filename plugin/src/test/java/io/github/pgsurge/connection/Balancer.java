package io.github.pgsurge.connection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Gives each connection to the next of several ports of this machine. Whoever starts it closes it. */
final class Balancer implements AutoCloseable {
    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final List<Integer> ports;

    Balancer(List<Integer> ports) throws IOException {
        this.ports = ports;
        daemon(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    private void accept() {
        for (int next = 0; ; next++) {
            try {
                Socket client = listening.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), ports.get(next % ports.size()));
                sockets.add(client);
                sockets.add(server);
                daemon(() -> copy(client, server));
                daemon(() -> copy(server, client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException closed) {
            // the other direction has ended: so does this one
            return;
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "balancer");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listening.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
