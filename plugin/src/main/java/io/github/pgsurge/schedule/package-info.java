/** What virtual users do when: weights, stages of users and of arrivals. Pure arithmetic. */
package io.github.pgsurge.schedule;
