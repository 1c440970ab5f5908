/**
 * The run directory and what stands in it, and the same figures on a terminal.
 *
 * <p>Pure formatting and files: nothing here measures anything.
 */
package io.github.pgsurge.report;
