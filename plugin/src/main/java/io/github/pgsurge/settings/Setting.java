package io.github.pgsurge.settings;

import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.schedule.Stages;
import io.github.pgsurge.schedule.TimeText;
import io.github.pgsurge.settings.Kind.Matching;
import io.github.pgsurge.settings.Kind.Password;
import io.github.pgsurge.settings.Kind.Text;
import io.github.pgsurge.settings.Kind.Time;
import io.github.pgsurge.settings.Kind.TimeRange;
import io.github.pgsurge.settings.Kind.Whole;
import io.github.pgsurge.settings.Kind.Word;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Every setting there is. The constant's name is the environment's name; {@link #property()} is the same in lower case
 * with dots, but that an operation keeps its case. A constant without a default is empty unless it is set.
 */
public enum Setting {
    DB_HOST(new Text("a host name or address, or several as host:port,host:port"), "", "PostgreSQL server"),
    DB_PORT(Kind.port(), "5432", "PostgreSQL port"),
    DB_USER(new Text("a role name"), "postgres", "Role that makes the load"),
    DB_PASSWORD(new Password(), "", "Its password; when empty, .pgpass is asked"),
    DB_NAME(new Text("a database name"), "postgres", "Database that takes the load"),
    DB_SSL_MODE(Kind.sslMode(), "prefer", "TLS towards PostgreSQL"),
    DB_SSL_ROOT_CERT(new Text("a file"), "", "CA certificates that the server's certificate is checked against"),
    DB_SSL_CERT(new Text("a file"), "", "Client certificate"),
    DB_SSL_KEY(new Text("a file"), "", "Client key"),
    DB_TARGET_SESSION_ATTRS(
            new Word("any", "read-write", "read-only", "primary", "standby", "prefer-standby"),
            "any",
            "Which of several hosts will do"),
    DB_PROPERTIES(
            new Text("name=value pairs of pgjdbc, separated by &"),
            "",
            "Further pgjdbc properties of load connections"),
    DB_CONNECT_TIMEOUT(new Time(Duration.ofSeconds(1), Duration.ofHours(1)), "5s", "Longest wait for a new connection"),
    DB_MAX_OPEN_CONNS(new Whole(1, 10_000), "10", "Most connections the load may hold"),
    DB_MAX_IDLE_CONNS(new Whole(0, 10_000), "5", "Connections kept open while idle"),
    DB_MIN_FREE_CONNS(new Whole(0, 100_000), "5", "Connection slots of the server that stay free for others"),
    DB_ACQUIRE_TIMEOUT(
            new Time(Duration.ofMillis(250), Duration.ofHours(1)), "30s", "Longest wait for a pooled connection"),
    DB_MAX_LIFETIME(
            Time.zeroOrFrom(Duration.ofSeconds(30)),
            "1800s",
            "Age at which a pooled connection is replaced; 0 is never"),
    GUARD_ACTION(
            new Word("warn", "shed", "stop"),
            "shed",
            "What the run does when others need its connections: say so, give some back, or end"),
    GUARD_FIT(Kind.flag(), "false", "Shrink the pool to what is left instead of refusing the run"),
    GUARD_INTERVAL(
            new Time(Duration.ofMillis(100), Duration.ofMinutes(1)),
            "1s",
            "How often the guard counts the server's connections"),
    GUARD_DATABASE(new Text("a database name"), "postgres", "Database in which runs agree on their reservations"),
    GUARD_HOST(new Text("a host name or address"), "", "PostgreSQL itself, when DB_HOST is a pooler"),
    GUARD_PORT(Kind.port(), "5432", "Its port"),
    POOLER(
            new Word("auto", "refuse", "off"),
            "auto",
            "What to do when a pooler's mode does not bear the driver's settings: set the driver so that it is safe and"
                    + " say so, refuse the run, or let it go on for a canary to see"),
    PGBOUNCER_HOST(
            new Text("a host name, an address or a folder with a Unix socket, or several as host:port,host:port"),
            "",
            "PgBouncer processes that are watched, by their admin consoles"),
    PGBOUNCER_PORT(Kind.port(), "6432", "Their port"),
    PGBOUNCER_ADMIN_USER(new Text("a user of admin_users or stats_users"), "pgbouncer", "Who logs in to the consoles"),
    PGBOUNCER_ADMIN_PASSWORD(new Password(), "", "Their password"),
    PGBOUNCER_SSL_MODE(Kind.sslMode(), "prefer", "TLS towards the consoles"),
    PGBOUNCER_SSL_ROOT_CERT(new Text("a PEM file"), "", "CA certificates that theirs are checked against"),
    MONITOR_INTERVAL(new Time(Duration.ofMillis(100)), "1s", "Time between two readings of a monitor"),
    MONITOR_TIMEOUT(new Time(Duration.ofMillis(100)), "5s", "Longest wait of a monitor for an answer"),
    METRICS_NAMESPACE(
            new Matching(Pattern.compile("[A-Za-z0-9_.-]{1,63}"), "1 to 63 letters, digits, dots, - and _"),
            "nova",
            "Label namespace of the monitors' metrics"),
    CANARY_CHECKS(
            new Word("answers", "session", "all"),
            "answers",
            "What a Pooler Canary proves: that answers are the asker's own; that session state is, as an application needs"
                    + " that uses it; or both"),
    PREPARE_THRESHOLD(
            new Whole(0, 1_000_000),
            "",
            "Executions after which a statement is prepared on the server, 0 is never; the driver's default when empty,"
                    + " unless POOLER decides otherwise"),
    BASE_URL(Kind.baseUrl(), "", "GraphQL gateway"),
    GRAPHQL_PATH(Kind.path(), "/graphql", "Path of the GraphQL endpoint below BASE_URL"),
    HEALTH_PATH(
            Kind.pathOrNone(),
            "/health",
            "Path below BASE_URL that answers with a 2xx before the load begins; none asks nothing"),
    HTTP_CONNECT_TIMEOUT(new Time(Duration.ofMillis(1)), "5s", "Longest wait for a TCP and TLS connection"),
    HTTP_TIMEOUT(new Time(Duration.ofMillis(1)), "30s", "Longest time of a request, its whole answer included"),
    HTTP_KEEP_ALIVE(Kind.flag(), "true", "Whether a virtual user keeps its connection from request to request"),
    HTTP_MAX_BYTES(new Whole(1_024, 1L << 40), "16777216", "Largest answer; a larger one is a failure"),
    HTTP_SSL_ROOT_CERT(new Text("a PEM file"), "", "CA certificates for https; the JDK's own when empty"),
    HTTP_SSL_CERT(new Text("a PEM file"), "", "Client certificate for https"),
    HTTP_SSL_KEY(new Text("a PEM file with a PKCS#8 key"), "", "Client key for https"),
    GRAPHQL_AUTH(
            new Word("auto", "none", "static", "login"),
            "auto",
            "Where the token comes from; auto: JWT_TOKEN when set, else a login when GATEWAY_USER is set, else none"),
    JWT_TOKEN(new Password(), "", "Token of every request, with GRAPHQL_AUTH=static"),
    GATEWAY_USER(new Text("a user name"), "", "User who logs in for a token"),
    GATEWAY_PASSWORD(new Password(), "", "Their password"),
    LOGIN_DOCUMENT(
            new Text("a GraphQL document with the variables $username and $password"),
            "mutation login($username: String!, $password: String!)"
                    + " { login(username: $username, password: $password) { token } }",
            "How to log in"),
    LOGIN_TOKEN_PATH(
            new Matching(Pattern.compile("[A-Za-z0-9_]+(\\.[A-Za-z0-9_]+)*"), "names separated by dots"),
            "data.login.token",
            "Where the token stands in the answer"),
    GRAPHQL_SCHEMA(
            new Text("introspection, none, or an SDL file"),
            "introspection",
            "Schema that every document is checked against before the load"),
    GRAPHQL_PERSISTED(Kind.flag(), "false", "Send automatic persisted queries: the document's hash first"),
    GRAPHQL_MAX_LATENCY(new Time(Duration.ZERO), "0s", "A right answer that takes longer is a failure; 0 is no limit"),
    GRAPHQL_KEPT_BYTES(new Whole(0, 1_048_576), "2048", "Bytes of a failed answer that are kept"),
    USER_IDS(Kind.ids(), SandboxIds.IDS, "Ids of the users that getUser asks for"),
    CONTENT_IDS(Kind.ids(), SandboxIds.IDS, "Ids of the contents that getContent asks for"),
    SEARCH_TERMS(Kind.ids(), SandboxIds.TERMS, "Words that searchContent asks for"),
    ID_KEYS(Kind.keys(), "uniform", "Which of the ids are asked for"),
    WEIGHT_GETFEED("weight.getFeed"),
    WEIGHT_GETUSER("weight.getUser"),
    WEIGHT_GETCONTENT("weight.getContent"),
    WEIGHT_SEARCHCONTENT("weight.searchContent"),
    WEIGHT_CREATECONTENT("weight.createContent"),
    THINK_TIME(new TimeRange(), "0s", "Pause of a virtual user before each request, drawn uniformly from a range"),
    CONCURRENT_WRITERS(new Whole(1, Stages.MOST_VUS), "10", "Virtual users of a write-load run"),
    VUS(new Whole(1, Stages.MOST_VUS), Setting.CONCURRENT_WRITERS, "Virtual users"),
    TEST_RUN_DURATION(new Time(Duration.ofSeconds(1)), "60s", "How long the load lasts, in whole seconds"),
    STAGES(
            new Text(
                    "stages time:VUs or time:rate, separated by commas, such as 1m:50,5m:500,1m:50 or 1m:50/s,5m:500/s"),
            "",
            "How the number of virtual users goes up and down, instead of VUS at once for TEST_RUN_DURATION;"
                    + " or the rate at which iterations begin, on at most VUS virtual users"),
    ARRIVAL_SPACING(
            new Word("even", "poisson"),
            "even",
            "How the arrivals of a rate lie in time: as far apart as the rate says, or at random"),
    ARRIVAL_SEED(new Whole(Long.MIN_VALUE, Long.MAX_VALUE), "1", "Seed of arrivals at random"),
    ARRIVAL_QUEUE(
            new Whole(0, 10_000_000),
            "10000",
            "How many arrivals may wait for a free virtual user; what comes beyond is dropped and counted"),
    RESPONSE_CORRECTION(
            new Kind.WordOrTime(List.of("arrivals", "off"), Duration.ofMillis(1)),
            "arrivals",
            "What response times hold besides waiting and service: the lag of an arrival behind its schedule; nothing; or,"
                    + " for virtual users without arrivals, the requests that one waiting in vain did not send, of which"
                    + " one was to be sent every such time"),
    VU_THREADS(
            new Word("auto", "virtual", "platform"),
            "auto",
            "Threads of the virtual users of a Staged Thread Group; auto: virtual on Java 21 or newer"),
    WARMUP(new Time(Duration.ZERO), "0s", "Time at the start that is left out of the figures"),
    REPORT_INTERVAL(new Time(Duration.ofSeconds(1)), "5s", "Time between two progress lines"),
    PROMETHEUS(
            Kind.listeningAddress(),
            "",
            "Where the run's metrics are served to Prometheus; a port alone is one of 127.0.0.1, empty is nowhere"),
    BATCH_SIZE(new Whole(1, 1_000_000), "100", "Rows an insert sends"),
    INSERT_MODE(
            new Word("single", "batch", "values", "unnest", "copy-text", "copy-binary"),
            "values",
            "How an insert sends its rows"),
    INSERT_SEED(new Whole(Long.MIN_VALUE, Long.MAX_VALUE), "", "Seed of the generated rows; made of run.id when empty"),
    INSERT_BATCHES(new Whole(0, Long.MAX_VALUE), "0", "Batches after which an agent's inserts end; 0 is no such end"),
    INSERT_COMMIT_BATCHES(new Whole(1, 100_000), "1", "Batches in one transaction; a sample is one transaction"),
    DATA_BYTES(new Whole(0, 1_048_576), "1024", "Bytes in a row's data column"),
    INSERT_PERCENT(new Whole(0, 100), "70", "Share of inserts"),
    UPDATE_PERCENT(new Whole(0, 100), "30", "Share of updates"),
    READ_PERCENT(new Whole(0, 100), "0", "Share of reads"),
    UPDATE_BATCH_SIZE(new Whole(1, 100_000), "1", "Rows an update changes"),
    UPDATE_KEYS(Kind.keys(), "uniform", "Which rows the updates choose"),
    READ_BATCH_SIZE(new Whole(1, 1_000_000), "100", "Most rows a read fetches"),
    READ_PATTERN(
            new Word("mixed", "id-range", "status-top", "newest", "name-prefix"), "mixed", "What the reads ask for"),
    RETRY_MAX(new Whole(0, 100), "3", "Retries of a serialization failure or deadlock (40001, 40P01)"),
    TABLE_NAME(new Text("a table, or schema.table"), "load_test_data", "Table that takes the load"),
    TABLE_EXTENDED(Kind.flag(), "false", "Adds the columns status and score with their indexes"),
    TABLE_SEED_ROWS(new Whole(0, 1_000_000_000), "10000", "Rows put into a new table before the load"),
    TABLE_EXISTING(new Word("refuse", "use"), "refuse", "What to do with a table pgsurge did not create, if it fits"),
    CLEANUP(Kind.flag(), "false", "Remove at the end what the run created: the table, the contents"),
    RUN_ID(
            new Matching(Pattern.compile("[A-Za-z0-9_-]{1,48}"), "1 to 48 letters, digits, - and _"),
            "",
            "Name of the run, in every row it writes; made from the time when empty"),
    THRESHOLDS(
            new Text("a file of rules, one a line"),
            "",
            "Rules that make the verdict, instead of the plan's own; relative to the working folder"),
    OUT(new Text("a folder"), "", "Run directory; results/<plan>-<UTC time> when empty"),
    TARGET(new Word("direct", "pooled"), "", "Side of the sandbox that the run loads, and nothing but the sandbox"),
    ENV_FILE(new Text("a file"), "", "File of NAME=value lines, read instead of .env");

    private final String property;
    private final Kind kind;
    private final String fallback;
    private final Setting heir;
    private final String help;

    Setting(Kind kind, String fallback, String help) {
        this(null, kind, fallback, null, help);
    }

    Setting(Kind kind, Setting heir, String help) {
        this(null, kind, heir.fallback, heir, help);
    }

    /** The weight of an operation, whose name keeps its case. */
    Setting(String weight) {
        this(
                weight,
                Kind.weight(),
                "0",
                null,
                "Weight of " + weight.substring(weight.indexOf('.') + 1) + " in the mix");
    }

    Setting(String property, Kind kind, String fallback, Setting heir, String help) {
        this.property = property == null ? name().toLowerCase(Locale.ROOT).replace('_', '.') : property;
        this.kind = kind;
        this.fallback = fallback;
        this.heir = heir;
        this.help = help;
    }

    /** The name as a property and in {@code ${__pgsurge(name)}}. */
    public String property() {
        return property;
    }

    /** The values it takes. */
    public Kind kind() {
        return kind;
    }

    /** The default in canonical form; empty when there is none. */
    public String fallback() {
        return fallback;
    }

    /** The setting whose value this one takes when it is not set itself. */
    public Optional<Setting> inheritsFrom() {
        return Optional.ofNullable(heir);
    }

    /** One line on what it is for. */
    public String help() {
        return help;
    }

    /**
     * The canonical form of a value.
     *
     * @throws Rejection when it is not allowed: with the setting's name, the value and what is allowed
     */
    public String canonical(String value) throws Rejection {
        String canonical = kind.canonical(value);
        if (canonical == null) {
            throw Rejection.usage(
                    this + "=" + (kind.secret() ? "****" : value) + " is not allowed; allowed: " + kind.allowed());
        }
        return canonical;
    }

    /** That number, checked as {@link #canonical} does. */
    public int checked(int number) throws Rejection {
        return Integer.parseInt(canonical(Integer.toString(number)));
    }

    /** That length of time, checked as {@link #canonical} does. */
    public Duration checked(Duration time) throws Rejection {
        return Kind.Time.duration(canonical(TimeText.of(time)));
    }

    /** The setting of that property name or environment name. */
    public static Optional<Setting> named(String name) {
        return Arrays.stream(values())
                .filter(setting ->
                        setting.property().equals(name) || setting.name().equals(name))
                .findFirst();
    }
}
