/** Runs beside each other. */
package io.github.pgsurge.compare;
