/**
 * The one registry of settings: their names, defaults, units, bounds and help, and where a value comes from. The forms, the
 * command line, the environment names and {@code .env.example} are made from it.
 */
package io.github.pgsurge.settings;
