package io.github.pgsurge.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.evidence.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RuleReferenceTest {
    private static final Path FILE = Path.of("..", "test-plans", "README.md");
    private static final String BEGIN = "<!-- made from the declarations: ";
    private static final String END = "<!-- end -->";

    /** To write them anew after a change of a declaration: add -Dpgsurge.write.examples=true. */
    @Test
    void theTablesInTheReadmeAreWhatTheDeclarationsSay() throws IOException {
        String readme = Files.readString(FILE);
        String fresh = with(
                with(readme, "metrics", RuleReference.metrics(Catalogue.installed())),
                "figures",
                RuleReference.figures(Catalogue.installed()));
        if (Boolean.getBoolean("pgsurge.write.examples")) {
            Files.writeString(FILE, fresh);
            readme = fresh;
        }
        assertThat(readme).isEqualTo(fresh);
    }

    private static String with(String readme, String part, String table) {
        String begin = BEGIN + part + " -->\n";
        int from = readme.indexOf(begin);
        assertThat(from).as(part).isPositive();
        int to = readme.indexOf(END, from);
        return readme.substring(0, from + begin.length()) + "\n" + table + "\n" + readme.substring(to);
    }
}
