package io.github.pgsurge.sandbox;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;

/** The command that runs a gateway: this JVM's java, with this module and its libraries. Stateless. */
final class GatewayCommand {
    private GatewayCommand() {}

    /**
     * The command and its arguments.
     *
     * @param heap the option that bounds the heap
     * @param program the main class and its arguments
     * @throws SandboxException when the libraries are not where the build puts them
     */
    static List<String> of(String heap, List<String> program) throws SandboxException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                "-XX:+UseParallelGC",
                "-Djava.awt.headless=true",
                "-cp",
                classPath()));
        command.addAll(program);
        return command;
    }

    /** The module's jar or classes, and the folder {@code lib} beside them. */
    private static String classPath() throws SandboxException {
        Path code = code();
        Path libraries = code.resolveSibling("lib");
        if (!Files.isDirectory(libraries)) {
            throw new SandboxException(
                    "The gateway's libraries are not in " + libraries + ": build with ./mvnw package");
        }
        return code + File.pathSeparator + libraries + File.separator + "*";
    }

    private static Path code() {
        CodeSource source = GatewayCommand.class.getProtectionDomain().getCodeSource();
        try {
            return Path.of(source.getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("no path: " + source.getLocation(), e);
        }
    }
}
