package io.github.pgsurge.connection;

import io.github.pgsurge.dsn.Dsn;
import java.util.Optional;

/**
 * What holds for a load after a look at what stands before the server. Immutable.
 *
 * @param dsn with the driver settings that hold
 * @param pooler what stands between; empty when nothing does
 * @param policy by which it was settled
 * @param said a line for the user; empty when there is nothing to say
 */
public record PoolerSettlement(Dsn dsn, Optional<Pooler> pooler, PoolerPolicy policy, Optional<String> said) {}
