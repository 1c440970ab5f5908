package io.github.pgsurge.jmeter.run;

import io.github.pgsurge.evidence.Block;
import io.github.pgsurge.evidence.Declared;
import io.github.pgsurge.evidence.Detail;
import io.github.pgsurge.report.EnvironmentBlock;
import java.util.List;

/** What a run says of the JMeter that made its load. Stateless. */
public final class EngineBlock implements Declared {
    private static final Block BLOCK = new Block(EnvironmentBlock.BLOCK_NAME);

    static final Detail JMETER_VERSION = BLOCK.detail("jmeter_version", "Version of JMeter.");
    static final Detail JAVA_VERSION = BLOCK.detail("java_version", "Version of Java.");
    static final Detail OS = BLOCK.detail("os", "Operating system of the client.");
    static final Detail CPU_COUNT = BLOCK.detail("cpu_count", "CPUs that the client may use.");
    static final Detail SETTINGS = BLOCK.detail("settings", "Every setting that has a value and is no secret.");

    @Override
    public List<Block> blocks() {
        return List.of(BLOCK);
    }
}
