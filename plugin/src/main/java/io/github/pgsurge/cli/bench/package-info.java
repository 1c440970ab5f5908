/** {@code scripts/bench}: what the plugin's ways to write cost and yield, beside other clients on the same server. */
package io.github.pgsurge.cli.bench;
