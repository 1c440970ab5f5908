/**
 * GraphQL over HTTP as a virtual user speaks it: one blocking connection each, tokens that one caller renews for all,
 * answers judged as a stream, and the check of a plan's documents against the endpoint's schema.
 *
 * <p>{@link io.github.pgsurge.graphql.GraphqlEndpoint} is the way in.
 */
package io.github.pgsurge.graphql;
