package io.github.pgsurge.workload;

import java.sql.SQLException;
import org.postgresql.util.PGBinaryObject;
import org.postgresql.util.PGobject;

/**
 * An array parameter that writes itself onto the wire in PostgreSQL's binary array format (array_recv in
 * src/backend/utils/adt/arrayfuncs.c: dimensions, null flag, element type, length and lower bound of the dimension, then
 * per element its length and value), so that neither strings nor boxes are made. pgjdbc binds it as text instead when
 * {@code binaryTransfer} is off; {@link #getValue} serves that.
 *
 * <p>Reused from batch to batch, owned by one thread.
 */
abstract class BinaryArray extends PGobject implements PGBinaryObject {
    private static final long serialVersionUID = 1;
    private static final int HEADER_BYTES = 20;

    private final int elementOid;

    /**
     * An array of one dimension.
     *
     * @param type the array type's name in pg_type, such as {@code _text}
     */
    BinaryArray(String type, int elementOid) {
        this.type = type;
        this.elementOid = elementOid;
    }

    abstract int elements();

    /** The bytes of all elements with their lengths. */
    abstract int elementBytes();

    /** Writes all elements with their lengths. */
    abstract void writeElements(byte[] to, int at);

    /** The element as it stands in an array literal. */
    abstract String literal(int element);

    @Override
    public final int lengthInBytes() {
        return elements() == 0 ? HEADER_BYTES - 8 : HEADER_BYTES + elementBytes();
    }

    @Override
    public final void toBytes(byte[] to, int offset) {
        boolean empty = elements() == 0;
        WireBuffer.putInt(to, offset, empty ? 0 : 1);
        WireBuffer.putInt(to, offset + 4, 0);
        WireBuffer.putInt(to, offset + 8, elementOid);
        if (!empty) {
            WireBuffer.putInt(to, offset + 12, elements());
            WireBuffer.putInt(to, offset + 16, 1);
            writeElements(to, offset + HEADER_BYTES);
        }
    }

    @Override
    public final String getValue() {
        StringBuilder literal = new StringBuilder("{");
        for (int i = 0; i < elements(); i++) {
            literal.append(i == 0 ? "" : ",").append(literal(i));
        }
        return literal.append('}').toString();
    }

    @Override
    public final void setByteValue(byte[] value, int offset) throws SQLException {
        throw new SQLException("a parameter only");
    }

    @Override
    public final boolean equals(Object other) {
        return this == other;
    }

    @Override
    public final int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public final Object clone() throws CloneNotSupportedException {
        throw new CloneNotSupportedException("it reads a batch that others write");
    }

    /** One text column of a batch as {@code text[]}. */
    static final class Text extends BinaryArray {
        private static final long serialVersionUID = 1;
        private static final int TEXT_OID = 25;

        private final int column;
        private transient RowBatch batch;

        Text(TextColumn column) {
            super("_text", TEXT_OID);
            this.column = column.index();
        }

        Text of(RowBatch rows) {
            batch = rows;
            return this;
        }

        @Override
        int elements() {
            return batch.rows();
        }

        @Override
        int elementBytes() {
            int bytes = 4 * batch.rows();
            for (int row = 0; row < batch.rows(); row++) {
                bytes += batch.end(row, column) - batch.start(row, column);
            }
            return bytes;
        }

        @Override
        void writeElements(byte[] to, int offset) {
            int at = offset;
            for (int row = 0; row < batch.rows(); row++) {
                int start = batch.start(row, column);
                int bytes = batch.end(row, column) - start;
                WireBuffer.putInt(to, at, bytes);
                System.arraycopy(batch.arena(), start, to, at + 4, bytes);
                at += 4 + bytes;
            }
        }

        @Override
        String literal(int row) {
            return '"' + batch.text(row, column).replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        }
    }

    /** The first numbers of an array as {@code int4[]}. */
    static final class Ints extends BinaryArray {
        private static final long serialVersionUID = 1;
        private static final int INT4_OID = 23;

        private transient int[] numbers;
        private int count;

        Ints() {
            super("_int4", INT4_OID);
        }

        Ints of(int[] values, int howMany) {
            numbers = values;
            count = howMany;
            return this;
        }

        @Override
        int elements() {
            return count;
        }

        @Override
        int elementBytes() {
            return 8 * count;
        }

        @Override
        void writeElements(byte[] to, int at) {
            for (int i = 0; i < count; i++) {
                WireBuffer.putInt(to, at + 8 * i, 4);
                WireBuffer.putInt(to, at + 8 * i + 4, numbers[i]);
            }
        }

        @Override
        String literal(int i) {
            return Integer.toString(numbers[i]);
        }
    }

    /** An array of long as {@code int8[]}. */
    static final class Longs extends BinaryArray {
        private static final long serialVersionUID = 1;
        private static final int INT8_OID = 20;

        private transient long[] numbers;

        Longs() {
            super("_int8", INT8_OID);
        }

        Longs of(long[] values) {
            numbers = values;
            return this;
        }

        @Override
        int elements() {
            return numbers.length;
        }

        @Override
        int elementBytes() {
            return 12 * numbers.length;
        }

        @Override
        void writeElements(byte[] to, int at) {
            for (int i = 0; i < numbers.length; i++) {
                WireBuffer.putInt(to, at + 12 * i, 8);
                WireBuffer.putLong(to, at + 12 * i + 4, numbers[i]);
            }
        }

        @Override
        String literal(int i) {
            return Long.toString(numbers[i]);
        }
    }
}
