/**
 * The one registry of settings: their names, defaults, units, bounds and help, and where a value comes from. The GUI, the
 * command line, the environment names, {@code .env.example} and the README table are read from it.
 */
package io.github.pgsurge.settings;
