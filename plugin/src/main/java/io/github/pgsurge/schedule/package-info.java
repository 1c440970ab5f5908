/**
 * What virtual users do when: weights, stages of users and of arrivals, the queue of arrivals. Arithmetic only: whoever asks says
 * what time it is.
 */
package io.github.pgsurge.schedule;
