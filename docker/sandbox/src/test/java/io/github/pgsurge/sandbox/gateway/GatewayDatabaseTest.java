package io.github.pgsurge.sandbox.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the gateway is to its database. */
@SharedGateway.User
class GatewayDatabaseTest {
    private static GatewayPostgres postgres;
    private static GatewayClient client;

    @BeforeAll
    static void logIn() throws Exception {
        postgres = SharedGateway.postgres();
        client = SharedGateway.client().logIn();
    }

    @Test
    void holdsEveryConnectionOfEveryPoolUnderItsName() throws Exception {
        assertThat(postgres.ask("SELECT count(*) FROM pg_stat_activity WHERE usename = 'gateway_test'"
                        + " AND application_name = 'gateway_test' AND datname = 'gateway'"))
                .isEqualTo("24");
    }

    @Test
    void preparesNothingOnTheServer() throws Exception {
        for (int i = 0; i < 60; i++) {
            client.query("{ user(id: \"00000000-0000-0000-0000-000000000001\") { id } }");
        }
        assertThat(Files.readAllLines(postgres.server().log()))
                .filteredOn(line -> line.contains("SELECT account.id"))
                .hasSizeGreaterThanOrEqualTo(60)
                .allSatisfy(line -> assertThat(line).contains("execute <unnamed>: "));
    }

    @Test
    void roleOfTheGatewayMayChangeContentsOnly() throws Exception {
        assertThat(postgres.ask("SELECT string_agg(DISTINCT table_name || ' ' || privilege_type, ', ')"
                        + " FROM information_schema.role_table_grants WHERE grantee = 'gateway_test'"))
                .isEqualTo("account SELECT, content DELETE, content INSERT, content SELECT, feed_item SELECT,"
                        + " profile SELECT");
        assertThat(postgres.ask("SELECT rolcanlogin FROM pg_roles WHERE rolname = 'gateway'"))
                .isEqualTo("f");
        assertThat(postgres.ask("SELECT left(rolpassword, 14) FROM pg_authid WHERE rolname = 'gateway_test'"))
                .isEqualTo("SCRAM-SHA-256$");
    }

    @Test
    void seedsTheSameRowsEverywhere() throws Exception {
        assertThat(postgres.ask("SELECT count(*) FROM account JOIN profile ON account_id = id"))
                .isEqualTo("5000");
        assertThat(postgres.ask("SELECT count(*) FROM feed_item")).isEqualTo("10000");
        assertThat(postgres.ask("SELECT count(*) || ' ' || md5(string_agg(title || body, '' ORDER BY id))"
                        + " FROM content WHERE seeded"))
                .isEqualTo("5000 76452e001a3bb02cc291d86fb0d79d52");
    }
}
