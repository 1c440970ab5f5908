package io.github.pgsurge.workload;

/** COPY in binary format: the least work for both sides. */
final class CopyBinaryIngest extends CopyIngest {
    CopyBinaryIngest(TableName table) {
        super(table, "binary");
    }

    @Override
    void encode(RowBatch batch, WireBuffer out) {
        CopyBinaryRows.begin(out);
        CopyBinaryRows.rows(batch, out);
        CopyBinaryRows.end(out);
    }
}
