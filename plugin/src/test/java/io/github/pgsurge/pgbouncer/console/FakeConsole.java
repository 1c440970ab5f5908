package io.github.pgsurge.pgbouncer.console;

import io.github.pgsurge.dsn.HostPort;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;

/** A console on a real socket that speaks a transcript, or whatever bytes a test wants. Ends with all its threads. */
public final class FakeConsole implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Behaviour behaviour;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();

    /** What it does with a connection; it is closed afterwards. */
    @FunctionalInterface
    public interface Behaviour {
        void serve(DataInputStream in, OutputStream out) throws IOException, InterruptedException;
    }

    public FakeConsole(Behaviour behaviour) throws IOException {
        this.behaviour = behaviour;
        start(this::accept);
    }

    /** One that speaks what the transcript says at that moment, and asks for no password. */
    public static FakeConsole of(Supplier<Transcript> transcript) throws IOException {
        return answering(command -> transcript.get().bytes(command));
    }

    static FakeConsole answering(Function<String, byte[]> answers) throws IOException {
        return new FakeConsole((in, out) -> {
            startup(in);
            out.write(Transcript.welcome());
            while (true) {
                out.write(answers.apply(command(in)));
                out.flush();
            }
        });
    }

    /** Reads a startup message. */
    public static void startup(DataInputStream in) throws IOException {
        in.readNBytes(in.readInt() - 4);
    }

    /** Reads a query. */
    public static String command(DataInputStream in) throws IOException {
        if (in.readByte() != 'Q') {
            throw new EOFException("no query");
        }
        byte[] text = in.readNBytes(in.readInt() - 4);
        return new String(text, 0, text.length - 1, StandardCharsets.UTF_8);
    }

    private void start(Runnable task) {
        Thread thread = new Thread(task, "fake-console");
        threads.add(thread);
        thread.start();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                sockets.add(socket);
                start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            behaviour.serve(new DataInputStream(socket.getInputStream()), socket.getOutputStream());
        } catch (IOException gone) {
            // the client has closed, or the test has ended
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } finally {
            sockets.remove(socket);
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    public ConsoleAddress address() {
        return new ConsoleAddress.Tcp(new HostPort("127.0.0.1", port()));
    }

    @Override
    public void close() throws IOException {
        listener.close();
        try {
            for (Socket socket : sockets) {
                socket.close();
            }
            for (Thread thread : threads) {
                thread.interrupt();
                thread.join(5_000);
                if (thread.isAlive()) {
                    throw new SocketException("a thread of the fake console does not end");
                }
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
