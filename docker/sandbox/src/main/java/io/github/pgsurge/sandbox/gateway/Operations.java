package io.github.pgsurge.sandbox.gateway;

import graphql.schema.DataFetchingEnvironment;
import io.github.pgsurge.sandbox.Credentials;
import io.github.pgsurge.sandbox.gateway.Records.Content;
import io.github.pgsurge.sandbox.gateway.Records.CreatedContent;
import io.github.pgsurge.sandbox.gateway.Records.FeedItem;
import io.github.pgsurge.sandbox.gateway.Records.SearchHit;
import io.github.pgsurge.sandbox.gateway.Records.Session;
import io.github.pgsurge.sandbox.gateway.Records.User;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The operations of the schema, one SQL statement each. Thread safe; they run on the thread of the request. */
final class Operations {
    /** Key of the GraphQL context: the account's {@link UUID} that the request's token names. */
    static final String ACCOUNT = "account";

    /** Whoever logs in acts as this account. */
    static final UUID FIRST_ACCOUNT = new UUID(0, 1);

    private static final String FEED = """
            SELECT id, title, content, author_id, created_at, updated_at
            FROM feed_item ORDER BY created_at DESC, id LIMIT ?""";
    private static final String USER = """
            SELECT account.id, username, email, created_at, display_name, bio
            FROM account LEFT JOIN profile ON profile.account_id = account.id WHERE account.id = ?""";
    private static final String CONTENT = """
            SELECT id, title, body, author_id, tags, published_at FROM content WHERE id = ?""";
    /** Ranks at most 100 matches: however much content a load has made, a common word costs the same. */
    private static final String SEARCH = """
            SELECT id, title,
                   ts_headline('english', body, query, 'MaxFragments=1,MaxWords=16,MinWords=8') AS snippet, score
            FROM (SELECT id, title, body, query, ts_rank(search, query) AS score
                  FROM (SELECT id, title, body, search, query
                        FROM websearch_to_tsquery('english', ?) AS query JOIN content ON search @@ query
                        LIMIT 100) AS matches
                  ORDER BY score DESC, id LIMIT ?) AS best
            ORDER BY score DESC, id""";

    private static final String CREATE = """
            INSERT INTO content (title, body, author_id, tags) VALUES (?, ?, ?, ?)
            RETURNING id, title, body, published_at""";
    private static final String DELETE = "DELETE FROM content WHERE tags @> ARRAY[?::text] AND NOT seeded";
    private static final String ACCOUNT_EXISTS = "SELECT id FROM account WHERE id = ?";

    private final Statements statements;
    private final TokenIssuer tokens;
    private final Credentials user;

    Operations(Statements statements, TokenIssuer tokens, Credentials user) {
        this.statements = statements;
        this.tokens = tokens;
        this.user = user;
    }

    List<FeedItem> feed(DataFetchingEnvironment call) throws SQLException {
        return statements.rows(Service.FEED, FEED, FeedItem::read, Input.limit(call.getArgument("limit")));
    }

    User user(DataFetchingEnvironment call) throws SQLException {
        return statements.row(Service.USER, USER, User::read, Input.id(call.getArgument("id")));
    }

    Content content(DataFetchingEnvironment call) throws SQLException {
        return statements.row(Service.CONTENT, CONTENT, Content::read, Input.id(call.getArgument("id")));
    }

    List<SearchHit> searchContent(DataFetchingEnvironment call) throws SQLException {
        return statements.rows(
                Service.SEARCH,
                SEARCH,
                SearchHit::read,
                Input.text("query", call.getArgument("query"), 1, Input.LONGEST_SEARCH),
                Input.limit(call.getArgument("limit")));
    }

    Session login(DataFetchingEnvironment call) throws SQLException {
        // Both in constant time, whatever the first comparison says.
        boolean known = same(call.getArgument("username"), user.user());
        boolean right = same(call.getArgument("password"), user.password());
        if (!(known && right)) {
            throw new Refusal(ErrorCode.INVALID_CREDENTIALS, "wrong username or password");
        }
        String account = statements.row(Service.AUTH, ACCOUNT_EXISTS, row -> row.getString(1), FIRST_ACCOUNT);
        if (account == null) {
            throw new Refusal(ErrorCode.INVALID_CREDENTIALS, "the account " + FIRST_ACCOUNT + " is gone");
        }
        return new Session(tokens.issue(account));
    }

    CreatedContent createContent(DataFetchingEnvironment call) throws SQLException {
        Map<String, Object> input = call.getArgument("input");
        @SuppressWarnings("unchecked") // the schema has it so
        List<String> tags = (List<String>) input.get("tags");
        UUID author = call.getGraphQlContext().get(ACCOUNT);
        return statements.row(
                Service.PUBLISHING,
                CREATE,
                CreatedContent::read,
                Input.text("title", (String) input.get("title"), 1, Input.LONGEST_TITLE),
                Input.text("body", (String) input.get("body"), 0, Input.LONGEST_BODY),
                author,
                Input.tags(tags).toArray(String[]::new));
    }

    int deleteContents(DataFetchingEnvironment call) throws SQLException {
        return statements.update(
                Service.PUBLISHING, DELETE, Input.text("tag", call.getArgument("tag"), 1, Input.LONGEST_TAG));
    }

    private static boolean same(String given, String expected) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }
}
