/**
 * The reference gateway: GraphQL over PostgreSQL through many small connection pools, as a process of its own. Start
 * reading at {@link io.github.pgsurge.sandbox.gateway.Gateway}.
 */
package io.github.pgsurge.sandbox.gateway;
