package io.github.pgsurge.plan;

import io.github.pgsurge.outcome.Rejection;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** A plan's file as XML; what it refers to outside of itself is not followed. Stateless. */
final class PlanXml {
    /** What is taken from it. */
    @FunctionalInterface
    interface Reading<T> {
        T read(XMLStreamReader xml) throws XMLStreamException;
    }

    private PlanXml() {}

    static <T> T read(Path plan, Reading<T> reading) throws IOException, XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        try (InputStream file = Files.newInputStream(plan)) {
            XMLStreamReader xml = factory.createXMLStreamReader(file);
            try {
                return reading.read(xml);
            } finally {
                xml.close();
            }
        }
    }

    /** The error for a file that is no XML. */
    static Rejection noPlan(Path plan, XMLStreamException broken) {
        return Rejection.usage(
                plan + " is no JMeter plan: "
                        + broken.getMessage().lines().findFirst().orElse(""),
                broken);
    }
}
