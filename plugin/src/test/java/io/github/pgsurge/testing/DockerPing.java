package io.github.pgsurge.testing;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a Docker engine answers, asked with one request and without a word: Testcontainers takes seconds to find out
 * that none does, and prints stack traces. Stateless.
 */
final class DockerPing {
    private static final int LIMIT_MS = 1_000;
    private static final byte[] REQUEST =
            "GET /_ping HTTP/1.0\r\nHost: docker\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private DockerPing() {}

    static boolean answers() {
        return addresses().stream().anyMatch(DockerPing::answers);
    }

    private static List<SocketAddress> addresses() {
        String configured = System.getenv("DOCKER_HOST");
        List<SocketAddress> found = new ArrayList<>();
        if (configured != null && !configured.isBlank()) {
            URI uri = URI.create(configured.strip());
            if ("unix".equals(uri.getScheme())) {
                found.add(UnixDomainSocketAddress.of(uri.getPath()));
            } else if (uri.getHost() != null && uri.getPort() > 0) {
                found.add(new InetSocketAddress(uri.getHost(), uri.getPort()));
            }
            return found;
        }
        List<Path> sockets = new ArrayList<>();
        sockets.add(Path.of("/var/run/docker.sock"));
        sockets.add(Path.of(System.getProperty("user.home"), ".docker", "run", "docker.sock"));
        if (System.getenv("XDG_RUNTIME_DIR") != null) {
            sockets.add(Path.of(System.getenv("XDG_RUNTIME_DIR"), "docker.sock"));
        }
        sockets.stream().filter(Files::exists).map(UnixDomainSocketAddress::of).forEach(found::add);
        return found;
    }

    private static boolean answers(SocketAddress address) {
        try (SocketChannel channel = open(address);
                Selector selector = Selector.open()) {
            channel.write(ByteBuffer.wrap(REQUEST));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            ByteBuffer answer = ByteBuffer.allocate(64);
            if (selector.select(LIMIT_MS) == 0 || channel.read(answer) < 0) {
                return false;
            }
            return new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII).contains(" 200 ");
        } catch (IOException e) {
            return false;
        }
    }

    private static SocketChannel open(SocketAddress address) throws IOException {
        if (address instanceof UnixDomainSocketAddress) {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            channel.connect(address);
            return channel;
        }
        SocketChannel channel = SocketChannel.open();
        channel.socket().connect(address, LIMIT_MS);
        return channel;
    }
}
