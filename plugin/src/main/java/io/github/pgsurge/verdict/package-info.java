/** What a run concludes: verdicts, exit codes, and the two ways a run is turned away before it loads anything. */
package io.github.pgsurge.verdict;
