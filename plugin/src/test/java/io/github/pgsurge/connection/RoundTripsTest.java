package io.github.pgsurge.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RoundTripsTest {
    private static final byte[] SSL_REQUEST =
            ByteBuffer.allocate(8).putInt(8).putInt(80_877_103).array();
    private static final byte[] READY = message('Z', "I");

    private final RoundTrips trips = new RoundTrips();
    private final RoundTrips.Conversation conversation = trips.begin();

    private static byte[] message(char type, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(5 + bytes.length)
                .put((byte) type)
                .putInt(4 + bytes.length)
                .put(bytes)
                .array();
    }

    private void send(byte[] bytes) {
        conversation.sent(bytes, 0, bytes.length);
    }

    private void receive(byte[] bytes) {
        conversation.received(bytes, 0, bytes.length);
    }

    private void logIn() {
        send(message('p', "user"));
        receive(READY);
    }

    @Test
    void areCountedAfterTheLogInWhereverTheBytesAreCut() {
        logIn();
        assertThat(trips.count()).hasValue(0);
        send(message('Q', "select 1"));
        for (byte[] answer : new byte[][] {message('T', "Z".repeat(300)), message('n', ""), READY}) {
            for (byte one : answer) {
                conversation.received(new byte[] {9, one, 9}, 1, 1);
            }
        }
        assertThat(trips.count()).hasValue(1);
    }

    @Test
    void twoAnswersToWhatWasSentTogetherAreOne() {
        logIn();
        send(message('Q', "BEGIN"));
        receive(READY);
        receive(READY);
        assertThat(trips.count()).hasValue(1);
    }

    @Test
    void areHiddenByEncryptionOnly() {
        send(SSL_REQUEST);
        receive(new byte[] {'N'});
        logIn();
        send(message('Q', "select 1"));
        receive(READY);
        assertThat(trips.count()).hasValue(1);

        RoundTrips.Conversation encrypted = trips.begin();
        encrypted.sent(SSL_REQUEST, 0, SSL_REQUEST.length);
        encrypted.received(new byte[] {'S', 22, 3, 3, 0}, 0, 5);
        assertThat(trips.count()).isEmpty();
    }
}
