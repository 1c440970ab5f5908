package io.github.pgsurge.sandbox.gateway;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** What the types of the GraphQL schema are made of, each read from the columns of its query. Immutable. */
final class Records {
    private Records() {}

    record FeedItem(String id, String title, String content, String authorId, String createdAt, String updatedAt) {
        static FeedItem read(ResultSet row) throws SQLException {
            return new FeedItem(
                    row.getString(1), row.getString(2), row.getString(3), row.getString(4), time(row, 5), time(row, 6));
        }
    }

    record User(String id, String username, String email, String createdAt, Profile profile) {
        static User read(ResultSet row) throws SQLException {
            String displayName = row.getString(5);
            Profile profile = displayName == null ? null : new Profile(displayName, row.getString(6));
            return new User(row.getString(1), row.getString(2), row.getString(3), time(row, 4), profile);
        }
    }

    record Profile(String displayName, String bio) {}

    record Content(String id, String title, String body, String authorId, List<String> tags, String publishedAt) {
        static Content read(ResultSet row) throws SQLException {
            return new Content(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    List.of((String[]) row.getArray(5).getArray()),
                    time(row, 6));
        }
    }

    record SearchHit(String id, String title, String snippet, double score) {
        static SearchHit read(ResultSet row) throws SQLException {
            return new SearchHit(row.getString(1), row.getString(2), row.getString(3), row.getDouble(4));
        }
    }

    record CreatedContent(String id, String title, String body, String createdAt) {
        static CreatedContent read(ResultSet row) throws SQLException {
            return new CreatedContent(row.getString(1), row.getString(2), row.getString(3), time(row, 4));
        }
    }

    record Session(String token) {}

    private static String time(ResultSet row, int column) throws SQLException {
        return DateTimeFormatter.ISO_INSTANT.format(row.getObject(column, OffsetDateTime.class));
    }
}
