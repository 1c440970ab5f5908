/** The load generator looks at itself, so that its own limits are not taken for those of the server: CPU, collections, stalls, processes. */
package io.github.pgsurge.client;
