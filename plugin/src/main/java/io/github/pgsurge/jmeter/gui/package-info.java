/** The elements' forms. Each is built from its element's list of fields. */
package io.github.pgsurge.jmeter.gui;
