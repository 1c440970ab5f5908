/** The threads of virtual users: their pace, their timers, their end. */
package io.github.pgsurge.jmeter.vu;
