package io.github.pgsurge.settings;

/** What the sandbox's gateway is seeded with: the defaults of the settings of ids. */
final class SandboxIds {
    static final String TERMS = "database|connection|pool|query|index|transaction|latency|river|garden|story";
    static final String IDS = "00000000-0000-0000-0000-{000000000001..000000005000}";

    private SandboxIds() {}
}
