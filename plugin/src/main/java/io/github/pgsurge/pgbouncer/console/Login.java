package io.github.pgsurge.pgbouncer.console;

import com.ongres.scram.client.ScramClient;
import com.ongres.scram.common.exception.ScramException;
import io.github.pgsurge.dsn.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers the server's authentication requests: none, clear text, md5 or SCRAM-SHA-256, as the server asks. See
 * "Message Flow, Start-up" in PostgreSQL's manual. Made for one login; not thread safe.
 */
final class Login {
    private static final int OK = 0;
    private static final int CLEAR_TEXT = 3;
    private static final int MD5 = 5;
    private static final int SASL = 10;
    private static final int SASL_CONTINUE = 11;
    private static final int SASL_FINAL = 12;
    /** Far above PostgreSQL's 4,096; what a hostile number would cost nobody could interrupt. */
    private static final int MAX_ITERATIONS = 500_000;

    private static final Pattern ITERATIONS = Pattern.compile("(?:^|,)i=(\\d+)(?:,|$)");

    private final ProtocolStream stream;
    private final String user;
    private final Secret password;
    private ScramClient scram;
    private boolean asked;
    private boolean proven;
    private boolean done;

    Login(ProtocolStream stream, String user, Secret password) {
        this.stream = stream;
        this.user = user;
        this.password = password;
    }

    /** Takes one authentication request. */
    void answer(Message request) throws IOException {
        int kind = request.int32();
        asked = true;
        try {
            switch (kind) {
                case OK -> {
                    done = true;
                    if (scram != null && !proven) {
                        throw new IOException("it ends a SCRAM exchange without the proof that it knows the password");
                    }
                }
                case CLEAR_TEXT -> stream.send('p', ProtocolStream.terminated(password.reveal()));
                case MD5 -> stream.send('p', ProtocolStream.terminated(md5(request.bytes(4))));
                case SASL -> begin(request);
                case SASL_CONTINUE -> {
                    String first = text(request);
                    requireBearable(first);
                    begun().serverFirstMessage(first);
                    stream.send('p', bytes(scram.clientFinalMessage().toString()));
                }
                case SASL_FINAL -> {
                    begun().serverFinalMessage(text(request));
                    proven = true;
                }
                default ->
                    throw new IOException("it asks for authentication of kind " + kind
                            + "; known are clear text, md5 and SCRAM-SHA-256");
            }
        } catch (ScramException | IllegalArgumentException | IllegalStateException failure) {
            throw new IOException("SCRAM failed: " + failure.getMessage(), failure);
        }
    }

    /** Whether the server has asked for a proof, or for none: it had not refused before that. */
    boolean wasAsked() {
        return asked;
    }

    /** Whether the server has taken what it got. */
    boolean isDone() {
        return done;
    }

    private static void requireBearable(String first) throws IOException {
        Matcher iterations = ITERATIONS.matcher(first);
        if (iterations.find()
                && (iterations.group(1).length() > 6 || Integer.parseInt(iterations.group(1)) > MAX_ITERATIONS)) {
            throw new IOException("it asks for " + iterations.group(1) + " SCRAM iterations; at most " + MAX_ITERATIONS
                    + " are made");
        }
    }

    private void begin(Message request) throws IOException {
        List<String> mechanisms = new ArrayList<>();
        for (String name = request.text(); !name.isEmpty(); name = request.text()) {
            mechanisms.add(name);
        }
        scram = ScramClient.builder()
                .advertisedMechanisms(mechanisms)
                .username(user)
                .password(password.reveal().toCharArray())
                .build();
        byte[] name = ProtocolStream.terminated(scram.getScramMechanism().getName());
        byte[] first = bytes(scram.clientFirstMessage().toString());
        stream.send(
                'p',
                ByteBuffer.allocate(name.length + 4 + first.length)
                        .put(name)
                        .putInt(first.length)
                        .put(first)
                        .array());
    }

    private ScramClient begun() throws IOException {
        if (scram == null) {
            throw new IOException("it goes on with a SCRAM exchange that it has not begun");
        }
        return scram;
    }

    /** {@code md5} and the digest of the digest of password and user, and the salt. */
    private String md5(byte[] salt) {
        try {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            String inner = HexFormat.of().formatHex(digest.digest(bytes(password.reveal() + user)));
            digest.update(bytes(inner));
            return "md5" + HexFormat.of().formatHex(digest.digest(salt));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }

    private static String text(Message message) throws IOException {
        return new String(message.rest(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
