package io.github.pgsurge.pgbouncer.monitor;

import java.time.Duration;
import java.util.Map;

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
     * Adds the fields of run.json. {@code multiplexing_seed} is the mean, over the samples with an active server connection, of
     * cl_active by sv_active.
     */
    void into(Map<String, Object> block) {
        if (!any) {
            return;
        }
        block.put("cl_active_max", clActive);
        block.put("cl_waiting_max", clWaiting);
        block.put("cl_waiting_s", waitingNanos / 1e9);
        block.put("maxwait_ms", maxWait.toNanos() / 1e6);
        block.put("sv_active_max", svActive);
        block.put("sv_idle_max", svIdle);
        block.put("sv_used_max", svUsed);
        block.put("sv_login_max", svLogin);
        block.put("server_connections_max", servers);
        if (poolSize > 0) {
            block.put("pool_size", poolSize);
            block.put("pool_use_max", poolUse);
        }
        if (ratios > 0) {
            block.put("multiplexing_seed", ratioSum / ratios);
        }
    }
}
