package io.github.pgsurge.workload;

/** The text columns that a client fills, in the order in which every insert names them. */
public enum TextColumn {
    NAME(0, "name"),
    EMAIL(1, "email"),
    ADDRESS(2, "address"),
    PHONE(3, "phone_number"),
    DATA(4, "data");

    static final int COUNT = values().length;

    private final int index;
    private final String column;

    TextColumn(int index, String column) {
        this.index = index;
        this.column = column;
    }

    /** Its place among the text columns, from 0. */
    int index() {
        return index;
    }

    /** Its name in the table. */
    public String column() {
        return column;
    }
}
