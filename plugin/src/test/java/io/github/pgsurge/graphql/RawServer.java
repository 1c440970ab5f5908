package io.github.pgsurge.graphql;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;

/** An HTTP server on a real socket whose every answer a test writes byte by byte, right or wrong. */
public final class RawServer implements AutoCloseable {
    private final ServerSocket listener;
    private final Behaviour behaviour;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final boolean tls;

    /** What it does with one request. */
    @FunctionalInterface
    public interface Behaviour {
        /** Writes an answer, or not. Returning false closes the connection. */
        boolean answer(Request request, OutputStream out) throws IOException, InterruptedException;
    }

    /** One request as it came; header names in any case. */
    public record Request(
            String line, Map<String, String> headers, List<String> names, String body, int number, int connection) {}

    private RawServer(ServerSocketFactory factory, boolean tls, Behaviour behaviour) throws IOException {
        listener = factory.createServerSocket(0, 200, InetAddress.getLoopbackAddress());
        this.tls = tls;
        this.behaviour = behaviour;
        start("raw-server-accept", this::accept);
    }

    public static RawServer start(Behaviour behaviour) throws IOException {
        return new RawServer(ServerSocketFactory.getDefault(), false, behaviour);
    }

    static RawServer startTls(ServerSocketFactory factory, Behaviour behaviour) throws IOException {
        return new RawServer(factory, true, behaviour);
    }

    /** A server that gives everyone the same answer. */
    static RawServer saying(int status, String body) throws IOException {
        return start((request, out) -> say(out, status, body));
    }

    public static boolean say(OutputStream out, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        write(
                out,
                "HTTP/1.1 " + status + " Said\r\nContent-Type: application/json\r\nContent-Length: " + bytes.length
                        + "\r\n\r\n");
        out.write(bytes);
        out.flush();
        return true;
    }

    public static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    static boolean hold() throws InterruptedException {
        new CountDownLatch(1).await();
        return false;
    }

    public URI url() {
        return url("/graphql");
    }

    URI url(String path) {
        return URI.create((tls ? "https" : "http") + "://localhost:" + listener.getLocalPort() + path);
    }

    int connections() {
        return connections.get();
    }

    public List<Request> requests() {
        return requests;
    }

    /** Connections that the clients have not closed yet. */
    long open() {
        return sockets.stream().filter(socket -> !socket.isClosed()).count();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                socket.setTcpNoDelay(true);
                sockets.add(socket);
                int number = connections.incrementAndGet();
                start("raw-server-" + number, () -> serve(socket, number));
            } catch (IOException e) {
                // the listener was closed
            }
        }
    }

    private void serve(Socket socket, int connection) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            boolean more = true;
            while (more) {
                Request request = read(in, connection);
                if (request == null) {
                    return;
                }
                more = behaviour.answer(request, socket.getOutputStream());
            }
        } catch (IOException | InterruptedException e) {
            // the client went away, or the test is over
        } finally {
            sockets.remove(socket);
        }
    }

    private Request read(InputStream in, int connection) throws IOException {
        String line = line(in);
        if (line.isEmpty()) {
            return null;
        }
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        List<String> names = new ArrayList<>();
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            names.add(header.substring(0, colon).toLowerCase(Locale.ROOT));
            headers.put(header.substring(0, colon), header.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        synchronized (requests) {
            Request request = new Request(line, headers, names, body, requests.size() + 1, connection);
            requests.add(request);
            return request;
        }
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            bytes.write(b);
        }
        return bytes.toString(StandardCharsets.UTF_8).strip();
    }

    private void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    /** Closes every socket and waits until no thread is left. */
    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        for (Thread thread : threads) {
            thread.interrupt();
            try {
                thread.join(5_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
