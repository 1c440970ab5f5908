package io.github.pgsurge.sandbox;

import java.nio.file.Path;

/** {@code sandbox up|down|status} as a program of its own, for tests that need another process or another user. */
final class SandboxProgram {
    private SandboxProgram() {}

    /** Arguments: the checkout, the command, and for {@code up} the port. Exit status 2 after a {@link SandboxException}. */
    public static void main(String[] arguments) {
        try {
            Sandbox sandbox = Sandbox.at(Path.of(arguments[0]));
            switch (arguments[1]) {
                case "up" ->
                    sandbox.up(CheckoutFolder.postgresOnly(Integer.parseInt(arguments[2])), System.out::println);
                case "down" -> sandbox.down(System.out::println);
                case "status" -> System.out.println(sandbox.status().state());
                default -> throw new IllegalArgumentException(arguments[1]);
            }
        } catch (SandboxException e) {
            System.out.println(e.getMessage());
            System.exit(2);
        }
    }
}
