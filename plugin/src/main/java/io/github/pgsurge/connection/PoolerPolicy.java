package io.github.pgsurge.connection;

import io.github.pgsurge.dsn.Dsn;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.settings.Setting;
import io.github.pgsurge.settings.Words;
import java.util.Optional;
import org.postgresql.PGProperty;

/** What to do when a pooler does not bear the driver's settings. */
public enum PoolerPolicy {
    /** Set the driver so that it is safe, and say so. */
    AUTO {
        @Override
        PoolerSettlement unsafe(Dsn dsn, Pooler pooler) {
            Dsn safe = dsn.with(PGProperty.PREPARE_THRESHOLD, "0");
            return settled(
                    safe,
                    pooler,
                    at(dsn, pooler) + ": " + threshold() + " set to 0 (was " + dsn.prepareThreshold() + "); "
                            + Setting.POOLER + "=" + OFF + " leaves it");
        }
    },
    /** Refuse the run. */
    REFUSE {
        @Override
        PoolerSettlement unsafe(Dsn dsn, Pooler pooler) throws Rejection {
            throw Rejection.refused("refused: " + Setting.PREPARE_THRESHOLD + "=" + dsn.prepareThreshold()
                    + " with the "
                    + at(dsn, pooler) + " would let clients get each other's answers; set " + Setting.PREPARE_THRESHOLD
                    + "=0, or let " + Setting.POOLER + "=" + AUTO
                    + " do it, or give PgBouncer 1.21 or newer max_prepared_statements above 0");
        }
    },
    /** Let the run go on as it is. */
    OFF {
        @Override
        PoolerSettlement unsafe(Dsn dsn, Pooler pooler) {
            return settled(
                    dsn,
                    pooler,
                    at(dsn, pooler) + ": " + threshold() + " left at " + dsn.prepareThreshold() + " by "
                            + Setting.POOLER + "=" + this + "; clients may get each other's answers");
        }
    };

    /**
     * What holds for a load through this pooler.
     *
     * @throws Rejection refused, with {@link #REFUSE} and settings that would give wrong answers
     */
    public PoolerSettlement settle(Dsn dsn, Optional<Pooler> pooler) throws Rejection {
        if (pooler.isEmpty()) {
            return new PoolerSettlement(dsn, pooler, this, Optional.empty());
        }
        return pooler.get().bearsPreparedStatements() || !dsn.preparesOnServer()
                ? new PoolerSettlement(dsn, pooler, this, blocksRefused(dsn, pooler.get()))
                : unsafe(dsn, pooler.get());
    }

    abstract PoolerSettlement unsafe(Dsn dsn, Pooler pooler) throws Rejection;

    PoolerSettlement settled(Dsn dsn, Pooler pooler, String said) {
        Optional<String> more = blocksRefused(dsn, pooler);
        return new PoolerSettlement(
                dsn,
                Optional.of(pooler),
                this,
                Optional.of(said + more.map(line -> "; " + line).orElse("")));
    }

    private static Optional<String> blocksRefused(Dsn dsn, Pooler pooler) {
        return pooler.mode() == Pooler.Mode.STATEMENT
                ? Optional.of("the pooler at " + dsn.endpoint() + " refuses transaction blocks, and with them inserts"
                        + " and updates of more than one statement: set pool_mode = transaction")
                : Optional.empty();
    }

    private static String at(Dsn dsn, Pooler pooler) {
        return "pooler at " + dsn.endpoint() + " " + pooler.describe();
    }

    private static String threshold() {
        return PGProperty.PREPARE_THRESHOLD.getName();
    }

    /** Its word in settings and reports. */
    @Override
    public String toString() {
        return Words.of(this);
    }
}
