/** The sandbox: a system under test as local processes. */
package io.github.pgsurge.sandbox;
