package io.github.pgsurge.workload;

/** COPY in text format. */
final class CopyTextIngest extends CopyIngest {
    CopyTextIngest(TableName table) {
        super(table, "text");
    }

    @Override
    void encode(RowBatch batch, WireBuffer out) {
        CopyTextRows.rows(batch, out);
    }
}
