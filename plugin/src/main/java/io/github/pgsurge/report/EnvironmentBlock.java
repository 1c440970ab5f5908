package io.github.pgsurge.report;

import io.github.pgsurge.evidence.Block;
import io.github.pgsurge.evidence.Declared;
import io.github.pgsurge.evidence.Detail;
import java.util.List;

/** What every run says of the environment that its figures were measured in. Stateless. */
public final class EnvironmentBlock implements Declared {
    /** Name of the block that versions and settings stand in. */
    public static final String BLOCK_NAME = "environment";

    private static final Block BLOCK = new Block(BLOCK_NAME);

    /** What response times were corrected by. */
    public static final Detail RESPONSE_CORRECTION =
            BLOCK.detail("response_correction", "What response times hold besides waiting and service.");

    /** When the result was made. */
    public static final Detail FINISHED_AT = BLOCK.detail("finished_at", "When the result was written, in UTC.");

    @Override
    public List<Block> blocks() {
        return List.of(BLOCK);
    }
}
