package io.github.pgsurge.workload;

/** Is told how the seeding goes, on the thread that seeds, about every thousand rows and at the end. */
@FunctionalInterface
public interface SeedProgress {
    /** Tells nobody. */
    SeedProgress NONE = (done, total) -> {};

    /**
     * Hears of a step.
     *
     * @param done rows sent so far, of {@code total}
     */
    void seeded(long done, long total);
}
