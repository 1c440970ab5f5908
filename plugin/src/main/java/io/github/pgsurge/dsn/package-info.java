/** Where PostgreSQL is and how to log in: addresses, credentials, TLS files, properties of the driver. */
package io.github.pgsurge.dsn;
