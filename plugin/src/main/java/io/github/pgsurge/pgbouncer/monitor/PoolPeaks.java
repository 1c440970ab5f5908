package io.github.pgsurge.pgbouncer.monitor;

import io.github.pgsurge.evidence.Findings;
import java.time.Duration;

/** The most of what was sampled of pools, and how long clients waited. Not thread safe. */
final class PoolPeaks {
    private boolean any;
    private boolean continuous;
    private long lastNanos;
    private long clActive;
    private long clWaiting;
    private long waitingNanos;
    private long svActive;
    private long svIdle;
    private long svUsed;
    private long svLogin;
    private long servers;
    private long poolSize;
    private Duration maxWait = Duration.ZERO;
    private double poolUse;
    private double ratioSum;
    private long ratios;

    /** Takes the next sample; the time since the one before it passes for what this one shows. */
    void add(long nanos, PoolSample sample) {
        if (continuous && sample.clWaiting() > 0) {
            waitingNanos += Math.max(0, nanos - lastNanos);
        }
        any = true;
        continuous = true;
        lastNanos = nanos;
        clActive = Math.max(clActive, sample.clActive());
        clWaiting = Math.max(clWaiting, sample.clWaiting());
        svActive = Math.max(svActive, sample.svActive());
        svIdle = Math.max(svIdle, sample.svIdle());
        svUsed = Math.max(svUsed, sample.svUsed());
        svLogin = Math.max(svLogin, sample.svLogin());
        servers = Math.max(servers, sample.servers());
        poolSize = Math.max(poolSize, sample.poolSize());
        maxWait = maxWait.compareTo(sample.maxWait()) >= 0 ? maxWait : sample.maxWait();
        poolUse = Math.max(poolUse, sample.poolUse());
        if (sample.svActive() > 0) {
            ratioSum += sample.clActive() / (double) sample.svActive();
            ratios++;
        }
    }

    /** Says that nobody looked for a while: what happened meanwhile is not known. */
    void gap() {
        continuous = false;
    }

    long clWaiting() {
        return clWaiting;
    }

    long svActive() {
        return svActive;
    }

    long servers() {
        return servers;
    }

    long poolSize() {
        return poolSize;
    }

    /**
     * The figures; none without a sample. {@code multiplexing_seed} is the mean, over the samples with an active server connection, of
     * cl_active by sv_active.
     */
    Findings findings() {
        if (!any) {
            return Findings.NONE;
        }
        Findings.Builder found = Findings.builder()
                .put(PoolerBlock.CLIENTS_ACTIVE, clActive)
                .put(PoolerBlock.CLIENTS_WAITING, clWaiting)
                .put(PoolerBlock.CLIENTS_WAITED, waitingNanos / 1e9)
                .put(PoolerBlock.MAX_WAIT, maxWait.toNanos() / 1e6)
                .put(PoolerBlock.SERVERS_ACTIVE, svActive)
                .put(PoolerBlock.SERVERS_IDLE, svIdle)
                .put(PoolerBlock.SERVERS_USED, svUsed)
                .put(PoolerBlock.SERVERS_LOGIN, svLogin)
                .put(PoolerBlock.SERVER_CONNECTIONS, servers);
        if (poolSize > 0) {
            found.put(PoolerBlock.POOL_SIZE, poolSize).put(PoolerBlock.POOL_USE, poolUse);
        }
        if (ratios > 0) {
            found.put(PoolerBlock.MULTIPLEXING_SEED, ratioSum / ratios);
        }
        return found.build();
    }
}
