package io.github.pgsurge.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class TestPostgresTest {

    @Test
    void startsDurableWithTheSettingsAskedFor() throws SQLException {
        try (TestPostgres server = TestPostgres.start("max_connections=40", "work_mem=5MB");
                Connection connection = server.connect()) {
            assertThat(setting(connection, "max_connections")).isEqualTo("40");
            assertThat(setting(connection, "work_mem")).isEqualTo("5MB");
            assertThat(setting(connection, "fsync")).isEqualTo("on");
            assertThat(setting(connection, "synchronous_commit")).isEqualTo("on");
            assertThat(setting(connection, "full_page_writes")).isEqualTo("on");
            assertThat(setting(connection, "password_encryption")).isEqualTo("scram-sha-256");
            assertThat(setting(connection, "is_superuser")).isEqualTo("off");
            assertThat(setting(connection, "server_version")).startsWith("17.");
        }
    }

    @Test
    void refusesConnectionsOnceClosed() {
        TestPostgres server = TestPostgres.start();
        server.close();
        assertThatThrownBy(server::connect).isInstanceOf(SQLException.class);
    }

    @Test
    void sharesOneServerWhoseSuperuserHasAnotherPassword() throws SQLException {
        TestPostgres server = TestPostgres.shared();
        assertThat(TestPostgres.shared()).isSameAs(server);
        try (Connection admin = server.connectAsAdmin()) {
            assertThat(setting(admin, "is_superuser")).isEqualTo("on");
        }
        assertThatThrownBy(() -> DriverManager.getConnection(server.jdbcUrl(), server.adminUser(), server.password()))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
    }

    private static String setting(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW " + name)) {
            row.next();
            return row.getString(1);
        }
    }
}
