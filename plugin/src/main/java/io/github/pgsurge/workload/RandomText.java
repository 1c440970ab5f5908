package io.github.pgsurge.workload;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.SplittableRandom;

/**
 * Random printable text, made once and shared: {@code data} values are cut from it at random places, which costs a copy
 * and no random numbers. Letters, digits, space and full stop only; TOAST's compression finds nothing in it.
 *
 * <p>Immutable and thread safe, and the same in every JVM.
 */
final class RandomText {
    /** Small enough to stay in a core's cache, many times the usual value. */
    private static final int SMALL_BYTES = 256 * 1024;

    private static final int SMALL_CUT = 64 * 1024;
    private static final int LARGE_BYTES = 4 * 1024 * 1024;

    private static final class Small {
        static final byte[] TEXT = make(SMALL_BYTES);
    }

    private static final class Large {
        static final byte[] TEXT = make(LARGE_BYTES);
    }

    private RandomText() {}

    /** The text to cut values of so many bytes from; never to be written to. */
    static byte[] forCuts(int bytes) {
        return bytes <= SMALL_CUT ? Small.TEXT : Large.TEXT;
    }

    private static byte[] make(int bytes) {
        byte[] alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 .".getBytes(US_ASCII);
        SplittableRandom random = new SplittableRandom(0x7067_7375_7267_65L);
        byte[] text = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            text[i] = alphabet[random.nextInt(alphabet.length)];
        }
        return text;
    }
}
