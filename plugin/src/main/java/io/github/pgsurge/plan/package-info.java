/** What is known of a plan's file without JMeter. */
package io.github.pgsurge.plan;
