package io.github.pgsurge.verdict;

import io.github.pgsurge.outcome.ExitCode;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * {@code junit.xml}: a test suite for the run and a test case for each of its rules, as CI servers read it. A rule that
 * failed is a failure, one that is inconclusive is skipped, and warnings stand in {@code system-out}. What the run concludes
 * beyond its rules is a test case of its own; of one that was turned away, an error.
 *
 * <p>Immutable and thread safe.
 *
 * @param suite name of the test suite: the plan's
 * @param startedAt when the run began
 * @param duration how long it took
 * @param properties of the run, by name
 * @param conclusion what it concludes
 * @param results of its rules
 */
public record JUnitXml(
        String suite,
        Instant startedAt,
        Duration duration,
        Map<String, String> properties,
        Conclusion conclusion,
        List<ThresholdResult> results) {
    private static final DateTimeFormatter LOCAL_SECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

    private record Case(String name, String outcome, String message) {
        private static final String FAILURE = "failure";
        private static final String ERROR = "error";
        private static final String SKIPPED = "skipped";

        static Case of(String name, Verdict verdict, String message) {
            return new Case(
                    name,
                    switch (verdict) {
                        case PASS, WARN -> "";
                        case FAIL -> FAILURE;
                        case INCONCLUSIVE -> SKIPPED;
                        case REFUSED -> ERROR;
                    },
                    message);
        }
    }

    /** Copies its collections. */
    public JUnitXml {
        properties = Map.copyOf(properties);
        results = List.copyOf(results);
    }

    /** Writes the file. */
    public void write(Path file) throws IOException {
        try (Writer out = Files.newBufferedWriter(file)) {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out);
            xml.writeStartDocument("UTF-8", "1.0");
            suite(xml, cases());
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException unwritable) {
            throw new IOException(unwritable);
        }
    }

    private List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        boolean turnedAway = conclusion.exitCode() == ExitCode.USAGE || conclusion.exitCode() == ExitCode.REFUSED;
        if (turnedAway) {
            cases.add(new Case("the run begins", Case.ERROR, conclusion.reason()));
            return cases;
        }
        results.forEach(result -> cases.add(Case.of(result.rule(), result.result(), result.finding())));
        boolean passed = conclusion.reason().isEmpty() && !results.isEmpty();
        if (!passed && !conclusion.ofRules()) {
            cases.add(Case.of("the run as a whole", conclusion.verdict(), conclusion.reason()));
        }
        return cases;
    }

    private void suite(XMLStreamWriter xml, List<Case> cases) throws XMLStreamException {
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", clean(suite));
        xml.writeAttribute("tests", Integer.toString(cases.size()));
        xml.writeAttribute("failures", count(cases, Case.FAILURE));
        xml.writeAttribute("errors", count(cases, Case.ERROR));
        xml.writeAttribute("skipped", count(cases, Case.SKIPPED));
        xml.writeAttribute("time", String.format(Locale.ROOT, "%.3f", duration.toNanos() / 1e9));
        xml.writeAttribute("timestamp", LOCAL_SECONDS.format(startedAt));
        xml.writeAttribute("hostname", "localhost");
        xml.writeStartElement("properties");
        for (Map.Entry<String, String> property : properties.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .toList()) {
            xml.writeEmptyElement("property");
            xml.writeAttribute("name", clean(property.getKey()));
            xml.writeAttribute("value", clean(property.getValue()));
        }
        xml.writeEndElement();
        for (Case one : cases) {
            testCase(xml, one);
        }
        text(xml, "system-out", warnings());
        text(xml, "system-err", "");
        xml.writeEndElement();
    }

    private static String count(List<Case> cases, String outcome) {
        return Long.toString(
                cases.stream().filter(one -> one.outcome().equals(outcome)).count());
    }

    private void testCase(XMLStreamWriter xml, Case one) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("name", clean(one.name()));
        xml.writeAttribute("classname", "pgsurge." + clean(suite));
        // a rule takes no time of its own
        xml.writeAttribute("time", "0");
        if (!one.outcome().isEmpty()) {
            xml.writeStartElement(one.outcome());
            xml.writeAttribute("message", clean(one.message()));
            if (!one.outcome().equals(Case.SKIPPED)) {
                xml.writeAttribute("type", one.outcome().equals(Case.ERROR) ? "rejection" : "threshold");
                xml.writeCharacters(clean(one.name() + ": " + one.message()));
            }
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private String warnings() {
        return results.stream()
                .filter(result -> result.result() == Verdict.WARN)
                .map(result -> "warn: " + result.rule() + ": " + result.finding() + "\n")
                .collect(Collectors.joining());
    }

    private static void text(XMLStreamWriter xml, String element, String text) throws XMLStreamException {
        xml.writeStartElement(element);
        xml.writeCharacters(clean(text));
        xml.writeEndElement();
    }

    /** XML 1.0 has no way to write most control characters. */
    private static String clean(String text) {
        return text.codePoints()
                .map(c -> isXml(c) ? c : ' ')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isXml(int c) {
        return c == '\n' || c == '\t' || (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000;
    }
}
