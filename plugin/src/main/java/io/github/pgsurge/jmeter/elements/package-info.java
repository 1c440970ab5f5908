/** The elements as the JMeter menus show them, and the settings function: each reads its fields and calls one domain object. */
package io.github.pgsurge.jmeter.elements;
