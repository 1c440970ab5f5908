/** What the tests of several packages share: a real PostgreSQL. */
package io.github.pgsurge.testing;
