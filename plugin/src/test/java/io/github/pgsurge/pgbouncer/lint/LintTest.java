package io.github.pgsurge.pgbouncer.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.pgbouncer.console.PgbouncerVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LintTest {
    /** Nothing wrong with it, in any version. */
    static final String GENERAL = """
            [pgbouncer]
            listen_addr = 127.0.0.1
            auth_type = scram-sha-256
            auth_user = pooler
            admin_users = admin
            pool_mode = transaction
            idle_transaction_timeout = 60
            ignore_startup_parameters = extra_float_digits
            """;

    private static final String DATABASES = "[databases]\nshop = host=127.0.0.1\n";

    static final LintOptions V18 = LintOptions.defaults().withVersion(PgbouncerVersion.of(18));

    @TempDir
    private Path folder;

    private Lint lint(String text, LintOptions options) throws Exception {
        return Lint.of(Files.writeString(folder.resolve("pgbouncer.ini"), text), options);
    }

    private List<String> found(String text, LintOptions options, Severity severity) throws Exception {
        return lint(text, options).findings().stream()
                .filter(finding -> finding.severity() == severity)
                .map(finding -> finding.place().line() + " " + finding.rule() + " " + finding.message())
                .toList();
    }

    private List<String> errors(String text) throws Exception {
        return found(text, V18, Severity.ERROR);
    }

    private List<String> warnings(String text) throws Exception {
        return found(text, V18, Severity.WARNING);
    }

    @Test
    void nothingIsWrongWithWhatIsRight() throws Exception {
        assertThat(errors(GENERAL + DATABASES)).isEmpty();
        assertThat(warnings(GENERAL + DATABASES)).isEmpty();
        assertThat(lint(GENERAL + DATABASES, LintOptions.defaults()).count(Severity.WARNING))
                .isZero();
    }

    @Test
    void namesTheReservedNameNineUnknownParametersAndTheArithmetic() throws Exception {
        List<String> unknown = List.of(
                "max_server_connections",
                "server_pool_size",
                "connection_timeout",
                "log_level",
                "client_max_lifetime",
                "health_check_interval",
                "metrics_port",
                "tls_enabled",
                "pool_timeout");
        String ini = GENERAL
                + "default_pool_size = 25\nreserve_pool_size = 5\n"
                + unknown.stream().map(name -> name + " = 1\n").collect(Collectors.joining())
                + "[databases]\npgbouncer = host=db dbname=nova\nnova = host=db user=nova pool_size=48\n"
                + IntStream.range(0, 5)
                        .mapToObj(i -> "nova" + i + " = host=db user=nova" + i + " pool_size=31\n")
                        .collect(Collectors.joining());
        LintOptions options = V18.withServer(200, 0).withReplicas(2);
        List<String> errors = found(ini, options, Severity.ERROR);
        for (int i = 0; i < unknown.size(); i++) {
            assertThat(errors)
                    .contains((11 + i) + " unknown-parameter PgBouncer knows no parameter " + unknown.get(i)
                            + " in [pgbouncer]");
        }
        assertThat(errors)
                .anyMatch(error -> error.startsWith("21 reserved-name the database name pgbouncer is reserved"))
                .anyMatch(error -> error.contains("233 x 2 replicas = 466 > 200 (197 usable of max_connections 200"))
                .hasSize(11);
    }

    @Test
    void suggestsTheNearestName() throws Exception {
        assertThat(lint(GENERAL + "defualt_pool_size = 5\n", V18).findings())
                .anySatisfy(finding -> assertThat(finding.remedy()).isEqualTo("did you mean default_pool_size?"));
        assertThat(lint(GENERAL + "[databases]\na = host=h pool_sise=5\n", V18).findings())
                .anySatisfy(finding -> assertThat(finding.remedy()).contains("pool_size"));
    }

    @Test
    void knowsWhichVersionBroughtAName() throws Exception {
        String ini = GENERAL + "max_prepared_statements = 200\ntransaction_timeout = 30\n[users]\na = pool_size=3\n";
        assertThat(errors(ini))
                .containsExactly(
                        "9 unknown-in-version PgBouncer 1.18 knows no parameter max_prepared_statements; 1.21 brought it",
                        "10 unknown-in-version PgBouncer 1.18 knows no parameter transaction_timeout; 1.25 brought it",
                        "12 unknown-in-version a: PgBouncer 1.18 knows no parameter pool_size; 1.23 brought it");
        assertThat(found(ini, LintOptions.defaults(), Severity.ERROR)).isEmpty();
        assertThat(errors(GENERAL + "[peers]\n1 = host=/tmp\n"))
                .containsExactly("9 unknown-section PgBouncer 1.18 knows no section [peers]; 1.19 brought it");
    }

    @ParameterizedTest
    @CsvSource({
        "query_timeout = 30s, is not a number of seconds",
        "query_timeout = -1, is not a number of seconds",
        "query_timeout =, is not a number of seconds",
        "default_pool_size = 5 ; five, is not a whole number",
        "default_pool_size = 09, is not a whole number",
        "pool_mode = transactional, 'is none of session, transaction, statement'",
        "auth_type = ssl, is none of any"
    })
    void refusesWhatPgbouncerRefuses(String line, String why) throws Exception {
        assertThat(errors(GENERAL + line + "\n")).anyMatch(error -> error.startsWith("9 value") && error.contains(why));
    }

    @ParameterizedTest
    @CsvSource({"query_timeout = 2.5", "default_pool_size = 0x10", "pool_mode = Transaction", "log_connections = 0"})
    void takesWhatPgbouncerTakes(String line) throws Exception {
        assertThat(errors(GENERAL + line + "\n" + DATABASES)).isEmpty();
    }

    @Test
    void saysWhatIsReadOtherwiseThanItLooks() throws Exception {
        assertThat(warnings(GENERAL + "default_pool_size = 010\n" + DATABASES))
                .containsExactly("9 value default_pool_size = 010 is read as octal: 8");
        assertThat(warnings(GENERAL + "[databases]\na = host=127.0.0.1 pool_size=ten\n"))
                .containsExactly("10 value a: pool_size = ten is no whole number, and read as 0");
        assertThat(warnings(GENERAL + "[databases]\na = host=127.0.0.1 port=5432x pool_size=1234567890\n"))
                .containsExactly("10 value a: port = 5432x is no whole number, and read as 5432");
        assertThat(warnings(GENERAL + "query_timeout = 0x100\nstats_users = 'me'\n" + DATABASES))
                .containsExactly(
                        "9 value query_timeout = 0x100 is read as hexadecimal: 256",
                        "10 value stats_users = 'me' is taken with its quotes");
        assertThat(lint(GENERAL + "[databases]\na = host=h password=\"geheim\"\n", V18)
                        .findings())
                .asString()
                .contains("password = **** is taken with its quotes")
                .doesNotContain("geheim");
    }

    @Test
    void saysWhatIsAllowedOfANumberThatIsTooLarge() throws Exception {
        assertThat(errors(GENERAL + "default_pool_size = 99999999999999999999\n" + DATABASES))
                .containsExactly("9 value default_pool_size = 99999999999999999999 is not within -2147483648 to"
                        + " 2147483647; PgBouncer takes it for -1");
        assertThat(errors(GENERAL + "max_packet_size = 0777777777777777777777777\n" + DATABASES))
                .singleElement()
                .asString()
                .endsWith("is not within -2147483648 to 4294967295; PgBouncer takes it for 4294967295");
        assertThat(errors(GENERAL + "query_timeout = 99999999999999999999\n" + DATABASES))
                .singleElement()
                .asString()
                .startsWith("9 value query_timeout = 99999999999999999999 is not within 0 to 18446744073709 seconds");
        assertThat(errors(GENERAL + "[databases]\na = host=127.0.0.1 pool_size=99999999999999999999 port=70000\n"))
                .containsExactly(
                        "10 value a: pool_size = 99999999999999999999 is not within -2147483648 to 2147483647;"
                                + " PgBouncer takes it for -1",
                        "10 value a: port = 70000 is not a port of 1 to 65535");
    }

    @Test
    void knowsWhatOnlyWindowsKnows() throws Exception {
        assertThat(errors(GENERAL + "service_name = pooler\n" + DATABASES))
                .containsExactly("9 value service_name = pooler is known to PgBouncer for Windows only; any other does"
                        + " not start with it");
    }

    @Test
    void readsConnectStringsAsPgbouncerDoes() throws Exception {
        assertThat(errors(GENERAL + "[databases]\na = host=127.0.0.1 connect_query='select ''x = y''' pool_size = 3\n"))
                .isEmpty();
        assertThat(errors(GENERAL + "[databases]\na = host=127.0.0.1 password=\n"))
                .singleElement()
                .asString()
                .startsWith("10 syntax a: not key=value pairs");
        assertThat(errors(GENERAL + "[databases]\na = host=127.0.0.1 port=abc\n"))
                .containsExactly("10 value a: port = abc is not a port of 1 to 65535");
        assertThat(errors(GENERAL + "[databases]\n\"my db\" = host=127.0.0.1\n"))
                .singleElement()
                .asString()
                .startsWith("10 syntax not name = value");
    }

    @Test
    void neverShowsAPassword() throws Exception {
        String ini = GENERAL + """
                [databases]
                a = host=h password=geheim passwort=geheim port=
                b = host=h password=geheim password=geheim
                c password=geheim
                d = host=h password=geheim port=x
                """;
        assertThat(lint(ini, V18).findings()).isNotEmpty().asString().doesNotContain("geheim");
    }

    @Test
    void followsIncludesAndNamesTheirLines() throws Exception {
        Files.writeString(folder.resolve("more.ini"), "; more\nserver_liftime = 3\n");
        Lint lint = lint(GENERAL + "%include more.ini\n%include none.ini\n" + DATABASES, V18);
        assertThat(lint.findings().stream()
                        .filter(finding -> finding.severity() == Severity.ERROR)
                        .map(finding -> finding.place() + " " + finding.rule()))
                .containsExactlyInAnyOrder(
                        folder.resolve("more.ini") + ":2 unknown-parameter",
                        folder.resolve("pgbouncer.ini") + ":10 syntax");
    }

    @Test
    void saysThatASecondSectionForgetsTheFirst() throws Exception {
        assertThat(warnings(GENERAL + DATABASES + GENERAL))
                .containsExactly(
                        "11 section-again [pgbouncer] begins again: 6 settings above are back at their defaults",
                        "14 duplicate auth_user is set again; what line 4 says is without effect");
        // what has no default stays
        assertThat(errors(GENERAL + "[pgbouncer]\nlisten_addr = 127.0.0.1\n" + DATABASES))
                .isEmpty();
        assertThat(warnings(GENERAL + "pool_mode = transaction\n" + DATABASES + "shop = host=127.0.0.1\n"))
                .containsExactlyInAnyOrder(
                        "9 duplicate pool_mode is set again; what line 6 says is without effect",
                        "12 duplicate shop is set again; what line 11 says is without effect");
    }

    @Test
    void asksForTheMainSectionAndAPlaceToListen() throws Exception {
        assertThat(errors(DATABASES)).anyMatch(error -> error.contains("there is no section [pgbouncer]"));
        assertThat(errors("listen_port = 1\n" + GENERAL)).anyMatch(error -> error.startsWith("1 section"));
        assertThat(errors("[pgbouncer]\nauth_type = any\nunix_socket_dir =\n[databases]\na = host=h user=u\n"))
                .containsExactly("3 nowhere-to-listen neither listen_addr nor unix_socket_dir is set");
        assertThat(errors("[pgbouncer]\nlisten_addr = 127.0.0.1\n" + DATABASES))
                .anyMatch(error -> error.contains("neither auth_file nor auth_user is set"));
    }

    @Test
    void countsPoolsPerUserAndDatabaseWithTheirReserve() throws Exception {
        Path users = Files.writeString(folder.resolve("users.txt"), """
                "a" "x"
                ;"no" "x"
                "b" "md5..."
                "c" ""
                """);
        String general = "[pgbouncer]\nlisten_addr = 127.0.0.1\nauth_type = scram-sha-256\nauth_file = " + users
                + "\ndefault_pool_size = 10\nreserve_pool_size = 2\n";
        String databases = """
                [databases]
                one = host=db
                two = host=db max_db_connections=20
                three = host=db user=a pool_size=5 reserve_pool=0
                elsewhere = host=other
                """;
        LintOptions options = V18.withServer(50, 0);
        // one: 3 users x 12 = 36; two: 36, at most 20; three: 5
        assertThat(found(general + databases, options, Severity.ERROR))
                .singleElement()
                .asString()
                .contains("61 > 50 (47 usable", "one 3 users x 12 = 36; two 3 users x 12 = 36, max_db_connections 20")
                .contains("three 5");
        // each user no more than 15, in all databases together
        String bounded = general + "max_user_connections = 15\n" + databases;
        LintOptions newest = LintOptions.defaults().withServer(50, 0);
        assertThat(found(bounded, newest, Severity.INFO)).anyMatch(note -> note.contains("45 of 47"));
        assertThat(found(bounded, newest.withReplicas(2), Severity.ERROR))
                .anyMatch(error -> error.contains("45 x 2 replicas = 90 > 50"));
        // before 1.23 the a of three's entry is not the a of the others
        assertThat(found(bounded, options.withServer(60, 0), Severity.INFO))
                .anyMatch(note -> note.contains("50 of 57"));
        // without its reserve it fits
        assertThat(found(general + "[databases]\none = host=db\n", V18.withServer(36, 0), Severity.WARNING))
                .anyMatch(warning -> warning.contains("with the reserve pools") && warning.contains("36 > 33"));
    }

    @Test
    void saysWhatTheSumDoesNotKnow() throws Exception {
        List<String> notes = found(GENERAL + "[databases]\n* = host=127.0.0.1\n", V18, Severity.INFO);
        assertThat(notes)
                .anyMatch(note -> note.contains("* stands for any number of databases"))
                .anyMatch(note -> note.contains("the number of users is not known (auth_user asks the database"));
    }

    @Test
    void countsClientsAndFileDescriptors() throws Exception {
        String ini = GENERAL + "max_client_conn = 1200\n" + DATABASES;
        assertThat(found(ini, V18.withClients(5_000).withReplicas(4), Severity.ERROR))
                .containsExactly(
                        "9 clients 5000 clients > max_client_conn 1200 x 4 replicas = 4800: the others are refused");
        assertThat(found(ini, V18.withClients(4_800).withReplicas(4), Severity.ERROR))
                .isEmpty();
        // 1200 clients, 20 server connections, 10
        assertThat(found(ini, V18, Severity.INFO))
                .contains("9 file-descriptors max_client_conn = 1200 and up to 20 server connections take 1230 file"
                        + " descriptors; 1024 is the usual limit");
        assertThat(errors(GENERAL + "max_client_conn = 0\n" + DATABASES))
                .containsExactly(
                        "9 clients max_client_conn = 0: every client is refused, but those of the admin console");
    }

    @Test
    void countsFileDescriptorsOfEveryUserOfEveryDatabase() throws Exception {
        Path users = Files.writeString(folder.resolve("users.txt"), "\"a\" \"x\"\n\"b\" \"x\"\n\"c\" \"x\"\n");
        String ini = "[pgbouncer]\nlisten_addr = 127.0.0.1\nauth_type = scram-sha-256\nauth_file = " + users
                + "\nmax_client_conn = 900\nreserve_pool_size = 5\n"
                + "[databases]\none = host=x\ntwo = host=y pool_size=10 max_db_connections=12\n"
                + "three = host=z user=a pool_size=7 reserve_pool=1\n";
        // one: 3 x 25, two: 3 x 15, at most 12, three: 8
        assertThat(found(ini, V18, Severity.INFO)).noneMatch(note -> note.contains("file-descriptors"));
        assertThat(found(ini.replace("conn = 900", "conn = 920"), V18, Severity.INFO))
                .anyMatch(note -> note.contains("max_client_conn = 920 and up to 95 server connections take 1025"));
    }

    @Test
    void limitsOf0AreNoLimitsOfTheirOwn() throws Exception {
        String ini = GENERAL + "max_db_connections = 5\nmax_user_connections = 7\n"
                + "[databases]\na = host=h user=u max_db_connections=0\nb = host=h user=u\n";
        // before 1.23 the user of a database's entry is counted for itself
        assertThat(found(ini, V18, Severity.INFO)).anyMatch(note -> note.contains("up to 10 server connections"));
        assertThat(found(ini, LintOptions.defaults(), Severity.INFO))
                .anyMatch(note -> note.contains("up to 7 server connections"));
    }

    @Test
    void aPoolWithoutRoomIsAnError() throws Exception {
        String none = "10 no-room a pool of database shop has room for no server connection: its clients wait in vain";
        assertThat(errors(GENERAL + "[databases]\nshop = host=127.0.0.1 pool_size=0\n"))
                .containsExactly(none);
        assertThat(errors(GENERAL + "default_pool_size = -1\n" + DATABASES))
                .containsExactly(none.replace("10 ", "11 "));
        assertThat(errors(GENERAL + "[databases]\nshop = host=127.0.0.1 pool_size=0 reserve_pool=3\n"))
                .isEmpty();
    }

    @Test
    void sumsTooLargeForANumberStaySums() throws Exception {
        String ini = GENERAL
                + IntStream.range(0, 6_000)
                        .mapToObj(i -> "d" + i + " = host=h user=u pool_size=2147483647\n")
                        .collect(Collectors.joining("", "[databases]\n", ""));
        assertThat(found(ini, V18.withServer(100, 0).withReplicas(1_000_000), Severity.ERROR))
                .singleElement()
                .asString()
                .contains("1000000 replicas = 9223372036854775807 > 100");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pool_mode = session | session-mode | of max_client_conn = 100 clients 20",
                "server_reset_query_always = 1 | reset-always | round trip after every transaction",
                "server_lifetime = 0 | timeouts | no pool",
                "server_idle_timeout = 7200 | timeouts | server_lifetime = 3600 is over first",
                "query_wait_timeout = 0 | timeouts | for ever",
                "listen_addr = * | clear-text | clients may talk in clear",
                "auth_type = md5 | weak-auth | auth_type = md5",
                "auth_type = plain | weak-auth | in clear",
                "auth_type = trust | weak-auth | everybody in who knows a name",
                "listen_port = 99999 | port | no port of 1 to 65535",
                "ignore_startup_parameters = options | startup-parameters | lacks extra_float_digits"
            })
    void warnsOf(String line, String rule, String message) throws Exception {
        assertThat(warnings(GENERAL + line + "\n" + DATABASES))
                .anyMatch(warning -> warning.startsWith("9 " + rule) && warning.contains(message));
    }

    @Test
    void saysWhichTimesNeverAct() throws Exception {
        assertThat(warnings(GENERAL + "query_wait_timeout = 30\nquery_timeout = 30\n" + DATABASES))
                .containsExactly("9 timeouts query_wait_timeout = 30 never acts: query_timeout = 30 is over first");
        assertThat(warnings(GENERAL + "reserve_pool_timeout = 9\nquery_timeout = 8\nquery_wait_timeout = 7\n"
                        + "[databases]\nshop = host=127.0.0.1 reserve_pool=2\n"))
                .containsExactly(
                        "9 timeouts reserve_pool_timeout = 9 never acts: query_wait_timeout = 7 is over first",
                        "9 timeouts reserve_pool_timeout = 9 never acts: query_timeout = 8 is over first");
        // of what nobody set it is no more than a note
        String ini = GENERAL + "query_timeout = 30\nserver_lifetime = 300\n" + DATABASES;
        assertThat(warnings(ini)).isEmpty();
        assertThat(found(ini, V18, Severity.INFO))
                .contains(
                        "9 timeouts query_wait_timeout = 120 never acts: query_timeout = 30 is over first",
                        "10 timeouts server_idle_timeout = 600 never acts: server_lifetime = 300 is over first");
    }

    @ParameterizedTest
    @CsvSource({
        // a server that does not answer is given up whether or not a client still waits
        "query_wait_timeout = 10, server_connect_timeout = 15",
        // whichever is over first disconnects the clients that wait
        "query_wait_timeout = 0, query_timeout = 30",
        "query_wait_timeout = 20, query_timeout = 30",
        // the other's idle connections are evicted
        "server_idle_timeout = 0, max_db_connections = 30",
        // connections that are too old are closed one after the other
        "server_idle_timeout = 3600, server_lifetime = 3600"
    })
    void findsNothingInTimesThatGoTogether(String first, String second) throws Exception {
        assertThat(found(GENERAL + first + "\n" + second + "\n" + DATABASES, V18, Severity.WARNING))
                .isEmpty();
    }

    @Test
    void leavesATimeAloneThatUsersHaveOfTheirOwn() throws Exception {
        String ini = GENERAL + "idle_transaction_timeout = 90\ntransaction_timeout = 80\n" + DATABASES;
        assertThat(found(ini, LintOptions.defaults(), Severity.WARNING))
                .anyMatch(warning -> warning.contains("idle_transaction_timeout = 90 never acts"));
        assertThat(found(ini + "[users]\nbatch = transaction_timeout=900\n", LintOptions.defaults(), Severity.WARNING))
                .noneMatch(warning -> warning.contains("never acts"));
    }

    @Test
    void knowsTheModesOfDatabasesAndUsers() throws Exception {
        String session = GENERAL + "pool_mode = session\nserver_reset_query_always = 1\n";
        String database = "[databases]\nshop = host=127.0.0.1 pool_mode=transaction\n";
        assertThat(found(session + DATABASES, V18, Severity.INFO))
                .contains("10 reset-always server_reset_query_always is without effect here: every pool is in session"
                        + " mode");
        String costs = "10 reset-always server_reset_query_always costs a round trip after every transaction";
        assertThat(warnings(session + DATABASES + "[users]\napp = pool_mode=Transaction\n"))
                .contains(costs);
        // and nobody is in the general mode
        assertThat(warnings(session + database))
                .containsExactly("9 duplicate pool_mode is set again; what line 6 says is without effect", costs);
        String bare = GENERAL + "server_reset_query =\n";
        assertThat(warnings(bare + DATABASES)).isEmpty();
        assertThat(warnings(bare + DATABASES + "[users]\napp = pool_mode=session\n"))
                .anyMatch(warning -> warning.startsWith("9 no-reset server_reset_query is empty in session mode"));
        assertThat(found(session + DATABASES + "[users]\napp = pool_mode=transaction\n", V18, Severity.INFO))
                .anyMatch(note -> note.contains("prepared-statements"));
    }

    @Test
    void anOpenDoorIsAnError() throws Exception {
        assertThat(errors(GENERAL + "listen_addr = 0.0.0.0\nauth_type = any\n" + DATABASES))
                .anyMatch(error -> error.contains("auth_type = any lets everybody in, under any name, to the admin"));
    }

    @Test
    void tellsOffPreparedStatementsWhereTheyCouldBeKeptApart() throws Exception {
        assertThat(found(
                        GENERAL + DATABASES,
                        LintOptions.defaults().withVersion(PgbouncerVersion.of(22)),
                        Severity.WARNING))
                .containsExactly("0 prepared-statements max_prepared_statements is not set, which is 0 before 1.24:"
                        + " drivers that prepare statements, as JDBC does by itself, get each other's answers");
        assertThat(found(
                        GENERAL + "max_prepared_statements = 0\n" + DATABASES,
                        LintOptions.defaults(),
                        Severity.WARNING))
                .singleElement()
                .asString()
                .startsWith("9 prepared-statements");
        assertThat(found(GENERAL + DATABASES, V18, Severity.INFO))
                .anyMatch(note -> note.contains("1.18 doesn't keep prepared statements apart"));
    }

    @Test
    void serversFarAwayWantTls() throws Exception {
        String ini = GENERAL + "[databases]\na = host=db.example.com\n";
        assertThat(warnings(ini))
                .singleElement()
                .asString()
                .contains("server_tls_sslmode = disable: queries go in clear to the servers of a");
        assertThat(warnings(ini.replace("db.example.com", "127.0.0.1,db.example.com")))
                .anyMatch(warning -> warning.contains("queries go in clear to the servers of a"));
        assertThat(found(ini, LintOptions.defaults(), Severity.INFO))
                .anyMatch(note -> note.contains("server_tls_sslmode = prefer checks no certificate"));
    }

    @Test
    void saysThatThereIsNoFile() {
        assertThatThrownBy(() -> Lint.of(folder.resolve("none.ini"), V18))
                .isInstanceOf(Rejection.class)
                .hasMessageContaining("none.ini: there is no such file");
    }
}
