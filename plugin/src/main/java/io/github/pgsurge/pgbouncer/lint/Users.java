package io.github.pgsurge.pgbouncer.lint;

import io.github.pgsurge.pgbouncer.lint.Configuration.Member;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who may log in, as far as files tell. Immutable.
 *
 * @param names at least one, which stands for whoever it is when none is known
 * @param known whether these are all
 * @param why not; empty when they are
 */
record Users(List<String> names, boolean known, String why) {
    /** A user who is not named anywhere. */
    private static final String SOMEBODY = "";

    private static final Set<String> ELSEWHERE = Set.of("any", "pam", "ldap");

    static Users of(Configuration configuration) {
        Set<String> names = new LinkedHashSet<>();
        String why = "";
        if (!configuration.text("auth_file").isEmpty()) {
            Optional<AuthFile> file = AuthFile.of(configuration);
            file.ifPresent(readable -> names.addAll(readable.names()));
            why = file.isPresent() ? "" : "auth_file can't be read here";
        }
        configuration.users().stream().map(Member::name).forEach(names::add);
        if (ELSEWHERE.contains(configuration.word("auth_type"))) {
            why = "auth_type = " + configuration.word("auth_type");
        } else if (!configuration.text("auth_user").isEmpty()
                || configuration.databases().stream()
                        .anyMatch(database -> database.text("auth_user").isPresent())) {
            why = "auth_user asks the database for them";
        }
        if (names.isEmpty()) {
            names.add(SOMEBODY);
            why = why.isEmpty() ? "no file names any" : why;
        }
        return new Users(List.copyOf(names), why.isEmpty(), why);
    }
}
