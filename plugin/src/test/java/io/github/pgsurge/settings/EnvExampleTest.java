package io.github.pgsurge.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvExampleTest {
    private static final Path FILE = Path.of("..", ".env.example");

    /** To write it anew after a change of the registry: add -Dpgsurge.write.examples=true. */
    @Test
    void theFileInTheRepositoryIsWhatTheRegistrySays() throws IOException {
        if (Boolean.getBoolean("pgsurge.write.examples")) {
            Files.writeString(FILE, EnvExample.text());
        }
        assertThat(FILE).hasContent(EnvExample.text());
    }

    @Test
    void copiedAsItIsItChangesNothing(@TempDir Path folder) throws Exception {
        changesNothing(folder);
    }

    @Test
    void copiedAsItIsItChangesNothingWithASandboxEither(@TempDir Path folder) throws Exception {
        Path sandbox = Files.createDirectory(folder.resolve(".sandbox")).resolve("env");
        Files.writeString(sandbox, "DB_HOST=127.0.0.1\nDB_PORT=15432\nDB_USER=u\nDB_PASSWORD=p\nDB_NAME=n\n");
        changesNothing(folder);
    }

    private static void changesNothing(Path folder) throws Exception {
        Settings without = Settings.load(name -> null, name -> null, Map.of(), folder, folder);
        Files.writeString(folder.resolve(".env"), EnvExample.text());
        Settings with = Settings.load(name -> null, name -> null, Map.of(), folder, folder);
        assertThat(with.shown()).isEqualTo(without.shown());
    }
}
