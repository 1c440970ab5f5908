package io.github.pgsurge.pgbouncer.lint;

import io.github.pgsurge.pgbouncer.lint.Configuration.Member;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

    private static final Pattern LINE = Pattern.compile("(?m)^[ \t]*\"((?:[^\"]|\"\")*)\"");
    private static final Set<String> ELSEWHERE = Set.of("any", "pam", "ldap");

    static Users of(Configuration configuration) {
        Set<String> names = new LinkedHashSet<>();
        String why = "";
        String file = configuration.text("auth_file");
        if (!file.isEmpty()) {
            try {
                Matcher line = LINE.matcher(Files.readString(Path.of(file)));
                while (line.find()) {
                    names.add(line.group(1));
                }
            } catch (IOException unreadable) {
                why = "auth_file can't be read here";
            }
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
