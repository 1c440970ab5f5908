package io.github.pgsurge.pgbouncer.lint;

import java.util.Locale;

/** What JDBC and other drivers need that prepare statements and send startup parameters. */
final class Drivers implements LintRule {
    private static final String STATEMENTS = "max_prepared_statements";
    private static final int TRACKING = 21;
    private static final String EXTRA = "extra_float_digits";

    @Override
    public void check(Configuration configuration, LintOptions options, LintFindings findings) {
        boolean known = configuration.list("ignore_startup_parameters").stream()
                .anyMatch(name -> name.toLowerCase(Locale.ROOT).equals(EXTRA));
        if (!known) {
            findings.warning(
                    configuration.place("ignore_startup_parameters"),
                    "startup-parameters",
                    "ignore_startup_parameters lacks " + EXTRA + ": JDBC clients that send it are refused",
                    "ignore_startup_parameters = " + EXTRA);
        }
        if (!configuration.isShared()) {
            return;
        }
        String danger = ": drivers that prepare statements, as JDBC does by itself, get each other's answers";
        if (!configuration.version().isAtLeast(TRACKING)) {
            findings.info(
                    configuration.place("pool_mode"),
                    "prepared-statements",
                    "PgBouncer " + configuration.version() + " doesn't keep prepared statements apart" + danger,
                    "prepareThreshold=0 in JDBC, or PgBouncer 1.21 with max_prepared_statements = 200");
        } else if (configuration.number(STATEMENTS) == 0) {
            findings.warning(
                    configuration.place(STATEMENTS),
                    "prepared-statements",
                    (configuration.isSet(STATEMENTS)
                                    ? STATEMENTS + " = 0"
                                    : STATEMENTS + " is not set, which is 0 before 1.24")
                            + danger,
                    STATEMENTS + " = 200");
        }
    }
}
