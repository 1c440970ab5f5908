package io.github.pgsurge.pgbouncer.canary;

import io.github.pgsurge.evidence.Block;
import io.github.pgsurge.evidence.Combined;
import io.github.pgsurge.evidence.Declared;
import io.github.pgsurge.evidence.Figure;
import java.util.List;

/** What run.json says of the checks of canaries. */
public final class CanaryBlock implements Declared {
    private static final Block BLOCK = new Block("canary");

    static final Figure CHECKS =
            BLOCK.count("checks").combined(Combined.SUM).help("Checks that canaries made, those of the warm-up too.");
    static final Figure WRONG_ANSWERS = BLOCK.count("wrong_answers")
            .lowerIsBetter()
            .combined(Combined.SUM)
            .help("Checks in which a client got another's answer, or lost the state of its session.");

    @Override
    public List<Block> blocks() {
        return List.of(BLOCK);
    }
}
