package io.github.pgsurge.connection;

/** Who holds a physical load connection. */
enum Holder {
    POOL("the pool"),
    FRESH("fresh connections"),
    DRIVER("pools over jdbc:pgsurge");

    private final String words;

    Holder(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
