package io.github.pgsurge.pgbouncer.lint;

import java.util.Optional;
import java.util.Set;

/** Who gets in, and how well they prove who they are. */
final class Authentication implements LintRule {
    private static final String ANY = "any";
    private static final Set<String> WITHOUT_PROOF = Set.of(ANY, "trust");
    private static final Set<String> WITHOUT_FILE = Set.of(ANY, "pam", "ldap", "hba");

    @Override
    public void check(Configuration configuration, LintOptions options, LintFindings findings) {
        String type = configuration.word("auth_type");
        Place place = configuration.place("auth_type");
        if (WITHOUT_PROOF.contains(type)) {
            withoutProof(configuration, type, findings);
            if (type.equals(ANY)) {
                usersAreForced(configuration, findings);
            }
        } else if (type.equals("plain")) {
            findings.warning(
                    place, "weak-auth", "auth_type = plain sends passwords in clear", "auth_type = scram-sha-256");
        } else if (type.equals("md5")) {
            findings.warning(
                    place,
                    "weak-auth",
                    (configuration.isSet("auth_type") ? "auth_type = md5" : "auth_type is not set, which is md5")
                            + ": a stolen hash logs in as well as the password",
                    "auth_type = scram-sha-256");
        }
        usersAreKnown(configuration, type, findings);
        if (configuration.list("admin_users").isEmpty()
                && configuration.list("stats_users").isEmpty()) {
            findings.info(
                    configuration.place("admin_users"),
                    "no-console",
                    "neither admin_users nor stats_users is set: nobody can read the admin console by TCP",
                    "stats_users = a user for monitoring");
        }
    }

    private static void withoutProof(Configuration configuration, String type, LintFindings findings) {
        String who = type.equals(ANY)
                ? "auth_type = any lets everybody in, under any name, to the admin console too"
                : "auth_type = trust lets everybody in who knows a name";
        Place place = configuration.place("auth_type");
        String remedy = "auth_type = scram-sha-256";
        if (Addresses.isOpen(configuration)) {
            findings.error(
                    place, "open-door", who + ", from listen_addr = " + configuration.text("listen_addr"), remedy);
        } else {
            findings.warning(place, "weak-auth", who, remedy);
        }
    }

    private static void usersAreKnown(Configuration configuration, String type, LintFindings findings) {
        String file = configuration.text("auth_file");
        boolean queried = !configuration.text("auth_user").isEmpty()
                || configuration.databases().stream()
                        .anyMatch(database -> database.text("auth_user").isPresent());
        if (type.equals("hba") && configuration.text("auth_hba_file").isEmpty()) {
            findings.error(
                    configuration.place("auth_type"),
                    "no-users",
                    "auth_type = hba without auth_hba_file: nobody gets in",
                    "auth_hba_file = a file as pg_hba.conf is one");
        }
        if (file.isEmpty() && !queried && !WITHOUT_FILE.contains(type)) {
            findings.error(
                    configuration.place("auth_type"),
                    "no-users",
                    "neither auth_file nor auth_user is set: nobody can log in with auth_type = " + type,
                    "auth_file = userlist.txt, or auth_user with auth_query");
        } else if (!file.isEmpty()) {
            read(configuration, file, findings);
        }
    }

    private static void read(Configuration configuration, String file, LintFindings findings) {
        Place place = configuration.place("auth_file");
        Optional<AuthFile> users = AuthFile.of(configuration);
        if (users.isEmpty()) {
            findings.info(
                    place, "auth-file", "auth_file = " + file + " can't be read here: its users are not counted", "");
        } else if (users.get().broken().line() > 0) {
            findings.warning(
                    place,
                    "auth-file",
                    users.get().broken() + " is no user: PgBouncer gives up there, and knows none after it",
                    "lines of \"name\" \"password\", and comments after a semicolon");
        }
    }

    /** With auth_type = any clients are whoever their database's entry says. */
    private static void usersAreForced(Configuration configuration, LintFindings findings) {
        for (Configuration.Member database : configuration.databases()) {
            if (database.text("user").isEmpty()) {
                findings.error(
                        database.place(),
                        "no-users",
                        "auth_type = any, and database " + database.name() + " has no user: its clients are refused",
                        "user=... in its entry, or another auth_type");
            }
        }
    }
}
