/**
 * What a run concludes: rules over its figures, verdicts, exit codes, JUnit's XML, and the two ways a run is turned away before
 * it loads anything. A new metric is a class or a line of the registry.
 */
package io.github.pgsurge.verdict;
