/** {@code scripts/bench}: what the plugin costs and yields, beside other clients on the same server. */
package io.github.pgsurge.cli.bench;
