package io.github.pgsurge.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** TCP ports of the loopback address. Stateless. What is free now may be taken a moment later: callers handle that. */
final class Ports {
    private static final int ANSWER_LIMIT_MS = 1000;

    private Ports() {}

    static int free() throws SandboxException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(address(0));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new SandboxException("No free TCP port on " + PostgresServer.HOST + ": " + e.getMessage(), e);
        }
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // As PostgreSQL does: connections of an earlier server in TIME_WAIT do not block the port.
            socket.setReuseAddress(true);
            socket.bind(address(port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether something takes connections on it. */
    static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(address(port), ANSWER_LIMIT_MS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** @param option which chooses the port, without dashes */
    static SandboxException taken(int port, String option) {
        return new SandboxException("Port " + port + " on " + PostgresServer.HOST
                + " is taken by another program: choose another with --" + option);
    }

    private static InetSocketAddress address(int port) throws IOException {
        return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    }
}
