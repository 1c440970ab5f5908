package io.github.pgsurge.workload;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.settings.Kind;
import io.github.pgsurge.settings.Setting;

/**
 * Makes the rows of one worker. Row {@code n} is a pure function of (seed, run, worker, data bytes, n): the same rows
 * come whatever the batch size or the ingest mode, and any of them can be made again, for a retry or to check what the
 * database holds.
 *
 * <p>One per thread; nothing is shared but immutable tables, so that generators never wait for each other.
 */
public final class RowGenerator {
    /** The largest {@code data} value, bytes. */
    public static final int MAX_DATA_BYTES = Math.toIntExact(((Kind.Whole) Setting.DATA_BYTES.kind()).max());

    /** Over the longest name, email, address and phone together. */
    static final int MAX_PERSON_BYTES = 512;

    /** The increment of SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014). */
    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    /** An odd number far from GAMMA's small multiples, so that the draws of one row are not those of another. */
    private static final long STRIDE = 0xD1342543DE82EF95L;

    private final long base;
    private final byte[] identityPrefix;
    private final byte[] domain = RowIdentity.DOMAIN.getBytes(US_ASCII);
    private final byte[] text;
    private final int dataBytes;
    private long next;

    /**
     * @param seed any number; workers of the same seed still make rows of their own
     * @param run the run id that every row carries
     * @param worker the worker id that every row carries
     * @param dataBytes size of {@code data}, 0 to {@link #MAX_DATA_BYTES}
     * @throws Rejection when one of them does not fit
     */
    public RowGenerator(long seed, String run, String worker, int dataBytes) throws Rejection {
        this.dataBytes = Setting.DATA_BYTES.checked(dataBytes);
        identityPrefix =
                ("+" + RowIdentity.requireRun(run) + "." + RowIdentity.requireWorker(worker) + ".").getBytes(US_ASCII);
        base = mix(seed + GAMMA) ^ mix(worker.hashCode() * GAMMA);
        text = RandomText.forCuts(dataBytes);
    }

    /** The sequence number of the next row. */
    public long nextSequence() {
        return next;
    }

    /** Size of a {@code data} value. */
    public int dataBytes() {
        return dataBytes;
    }

    /** Replaces what the batch holds by the next rows. */
    public void fill(RowBatch batch, int rows) {
        fill(batch, next, rows);
        next += rows;
    }

    /** Replaces what the batch holds by the rows from a sequence number on; {@link #nextSequence} stays. */
    public void fill(RowBatch batch, long firstSequence, int rows) {
        batch.clear();
        for (int i = 0; i < rows; i++) {
            append(batch, firstSequence + i);
        }
    }

    /** Lets {@link #nextSequence} go on by so many rows that the caller will make by their numbers. */
    public void skip(long rows) {
        next += rows;
    }

    private void append(RowBatch batch, long sequence) {
        long state = base + sequence * STRIDE;
        long person = mix(state);
        state += GAMMA;
        long place = mix(state);
        state += GAMMA;
        long phone = mix(state);
        state += GAMMA;
        long cut = mix(state);
        int first = pick(person, 0, People.FIRST.length);
        int last = pick(person, 20, People.LAST.length);
        batch.reserve(MAX_PERSON_BYTES + dataBytes);

        batch.append(People.FIRST[first]);
        batch.append(' ');
        batch.append(People.LAST[last]);
        batch.endCell();

        batch.append(People.FIRST_LOWER[first]);
        batch.append('.');
        batch.append(People.LAST_LOWER[last]);
        batch.append(identityPrefix);
        batch.append(sequence);
        batch.append(domain);
        batch.endCell();

        batch.append(1L + pick(place, 0, 9_999));
        batch.append(' ');
        batch.append(People.STREETS[pick(place, 16, People.STREETS.length)]);
        batch.append(People.CITIES[pick(place, 32, People.CITIES.length)]);
        batch.append(10_000L + pick(place, 44, 90_000));
        batch.endCell();

        batch.append('+');
        batch.append('1');
        batch.append('-');
        batch.append(200L + pick(phone, 0, 800));
        batch.append('-');
        batch.append(200L + pick(phone, 10, 800));
        batch.append('-');
        batch.append(1_000L + pick(phone, 20, 9_000));
        batch.endCell();

        batch.append(text, pick(cut, 0, text.length - dataBytes), dataBytes);
        batch.endCell();

        batch.endRow(18 + pick(person, 40, 73));
    }

    /** 0 to bound - 1 from the bits of a random number above the shift. Bounds are tiny beside 2^31: no bias to speak of. */
    private static int pick(long random, int shift, int bound) {
        return (int) (((Long.rotateRight(random, shift) & 0x7FFF_FFFFL) * bound) >>> 31);
    }

    /** The finalizer of SplitMix64: bijective, every input bit reaches every output bit. */
    static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
    }
}
