package io.github.pgsurge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresBinariesTest {

    @Test
    void keepsModesAndLinksOfTheArchive(@TempDir Path folder) throws Exception {
        PostgresBinaries binaries = PostgresBinaries.unpack(folder.resolve("dist"));
        Path initdb = Path.of(binaries.program("initdb"));
        Path sample = binaries.directory().resolve("share/postgresql/postgresql.conf.sample");
        Path link = binaries.directory().resolve("lib/libpq.so.5");
        assertThat(Files.getPosixFilePermissions(initdb)).isEqualTo(PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(Files.getPosixFilePermissions(sample)).isEqualTo(PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(link).isSymbolicLink();
        assertThat(Files.readSymbolicLink(link).toString()).startsWith("libpq.so.5.");
        assertThat(Files.size(link)).isGreaterThan(100_000);
    }
}
