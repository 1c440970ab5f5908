package io.github.pgsurge.pgbouncer.canary;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The answer is that of the statement asked. The client's statements have its name in their text; a driver that prepares them
 * on the server gives them the names that every client's driver gives, {@code S_1}, {@code S_2}, and a pooler that lends the
 * server connection on without knowing of them has one client's executed for another, without any error.
 *
 * <p>They take {@value #PARAMETERS} parameters, so that a mix-up does not execute a statement of somebody else's
 * application: the server refuses to bind another number.
 */
final class OwnAnswers implements Check {
    private static final int PARAMETERS = 11;
    private static final int STATEMENTS = 3;

    private final List<String> texts = new ArrayList<>();
    private final List<String> owners = new ArrayList<>();
    private int turn;

    /** @param client a text of letters, digits, dots and - that no other client has */
    OwnAnswers(String client) {
        for (int i = 1; i <= STATEMENTS; i++) {
            String owner = client + "/" + i;
            owners.add(owner);
            texts.add("SELECT '" + owner + "' AS owner, concat(" + "?::text, ".repeat(PARAMETERS - 1)
                    + "?::text) AS nonce");
        }
    }

    @Override
    public String subject() {
        return "answers";
    }

    @Override
    public Optional<String> run(Connection connection, String nonce) throws SQLException {
        turn = (turn + 1) % STATEMENTS;
        String owner = owners.get(turn);
        try (PreparedStatement statement = connection.prepareStatement(texts.get(turn))) {
            for (int i = 1; i <= PARAMETERS; i++) {
                statement.setString(i, i == 1 ? nonce : "");
            }
            try (ResultSet row = statement.executeQuery()) {
                String answer = row.next() && row.getMetaData().getColumnCount() == 2
                        ? row.getString(1) + " to " + row.getString(2)
                        : "of another kind";
                String own = owner + " to " + nonce;
                return answer.equals(own)
                        ? Optional.empty()
                        : Optional.of("the answer is " + answer + " instead of " + own);
            }
        }
    }
}
