package io.github.pgsurge.pgbouncer.lint;

/** Room for clients, and the file descriptors that it takes. */
final class Clients implements LintRule {
    private static final int USUAL_DESCRIPTORS = 1_024;
    private static final int OWN_DESCRIPTORS = 10;

    @Override
    public void check(Configuration configuration, LintOptions options, LintFindings findings) {
        long each = configuration.number("max_client_conn");
        long all = options.overReplicas(each);
        Place place = configuration.place("max_client_conn");
        if (each < 1) {
            findings.error(
                    place,
                    "clients",
                    "max_client_conn = " + each + ": every client is refused, but those of the admin console",
                    "max_client_conn = 100");
            return;
        }
        options.clients().ifPresent(clients -> {
            if (clients > all) {
                findings.error(
                        place,
                        "clients",
                        clients + " clients > max_client_conn " + each
                                + (options.replicas() == 1 ? "" : " x " + options.replicas() + " replicas = " + all)
                                + ": the others are refused",
                        "max_client_conn = " + (clients + options.replicas() - 1) / options.replicas() + " or more");
            }
        });
        long servers = PoolSum.of(configuration, Users.of(configuration), "", configuration.databases())
                .total();
        long descriptors = each + servers + OWN_DESCRIPTORS;
        if (descriptors > USUAL_DESCRIPTORS) {
            findings.info(
                    place,
                    "file-descriptors",
                    "max_client_conn = " + each + " and up to " + servers + " server connections take " + descriptors
                            + " file descriptors; " + USUAL_DESCRIPTORS + " is the usual limit",
                    "LimitNOFILE of the service, or ulimit -n, above that");
        }
    }
}
