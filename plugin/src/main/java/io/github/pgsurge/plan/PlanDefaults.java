package io.github.pgsurge.plan;

import io.github.pgsurge.outcome.Rejection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * A plan's own defaults of settings: the user-defined variables of its Test Plan element, read without JMeter, so that the
 * launcher sees the settings as JMeter will. Stateless.
 */
public final class PlanDefaults {
    private static final String VARIABLES = "TestPlan.user_defined_variables";
    private static final String NAME = "Argument.name";
    private static final String VALUE = "Argument.value";

    private PlanDefaults() {}

    /**
     * The variables by name.
     *
     * @throws Rejection (usage) when the file is no XML
     * @throws IOException when it cannot be read
     */
    public static Map<String, String> read(Path plan) throws Rejection, IOException {
        try {
            return PlanXml.read(plan, PlanDefaults::ofTestPlan);
        } catch (XMLStreamException broken) {
            throw PlanXml.noPlan(plan, broken);
        }
    }

    private static Map<String, String> ofTestPlan(XMLStreamReader xml) throws XMLStreamException {
        while (xml.hasNext()) {
            if (xml.next() == XMLStreamConstants.START_ELEMENT && VARIABLES.equals(name(xml))) {
                return variables(xml);
            }
        }
        return Map.of();
    }

    private static Map<String, String> variables(XMLStreamReader xml) throws XMLStreamException {
        Map<String, String> variables = new HashMap<>();
        String variable = "";
        for (int depth = 1; depth > 0; ) {
            int event = xml.next();
            if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            } else if (event == XMLStreamConstants.START_ELEMENT) {
                String property = name(xml);
                if (NAME.equals(property)) {
                    variable = xml.getElementText();
                } else if (VALUE.equals(property)) {
                    variables.put(variable, xml.getElementText());
                } else {
                    depth++;
                }
            }
        }
        return variables;
    }

    private static String name(XMLStreamReader xml) {
        return xml.getAttributeValue(null, "name");
    }
}
