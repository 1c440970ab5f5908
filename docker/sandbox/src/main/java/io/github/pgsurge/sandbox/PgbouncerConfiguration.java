package io.github.pgsurge.sandbox;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The files that a PgBouncer is started with. Stateless. */
final class PgbouncerConfiguration {
    private PgbouncerConfiguration() {}

    /** The text of pgbouncer.ini; it holds no secret. The log file comes first: what is wrong below is told there. */
    static String ini(
            PgbouncerOptions options, String postgresHost, int postgresPort, String admin, Path users, Path log) {
        return """
                ;; PgBouncer of the sandbox. Written anew whenever `pgsurge sandbox up` starts it.
                ;; What is not here is PgBouncer's default: SHOW CONFIG on the admin console tells it.

                [pgbouncer]
                logfile = %s

                ;; TCP on the loopback address only, no Unix socket. The admin console is the database "pgbouncer".
                listen_addr = %s
                listen_port = %d
                unix_socket_dir =
                admin_users = %s

                ;; Clients log in with SCRAM. The passwords below also log PgBouncer in to PostgreSQL.
                auth_type = scram-sha-256
                auth_file = %s

                ;; How long a client keeps a server connection: --pool-mode.
                pool_mode = %s

                ;; Server connections per role and database: --pool-size. Further clients wait.
                default_pool_size = %d

                ;; Clients at a time: --max-client-conn. Further ones are refused.
                max_client_conn = %d

                ;; A startup parameter that pgjdbc sends, and that PgBouncer does not track.
                ignore_startup_parameters = extra_float_digits

                ;; PostgreSQL is on this machine: no TLS.
                server_tls_sslmode = disable

                ;; A line for each connection would be work that a load test measures.
                log_connections = 0
                log_disconnections = 0

                [databases]
                ;; Every database name, on the sandbox's PostgreSQL.
                * = host=%s port=%d
                """.formatted(
                        log,
                        PostgresServer.HOST,
                        options.port(),
                        admin,
                        users,
                        options.poolMode().text(),
                        options.poolSize(),
                        options.maxClientConnections(),
                        postgresHost,
                        postgresPort);
    }

    /** The text of the user list: {@code "name" "password"}, a line each. */
    static String userList(List<Credentials> users) {
        return users.stream()
                .map(user -> quoted(user.user()) + " " + quoted(user.password()) + "\n")
                .collect(Collectors.joining());
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }
}
