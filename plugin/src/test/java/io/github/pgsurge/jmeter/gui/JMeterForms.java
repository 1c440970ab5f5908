package io.github.pgsurge.jmeter.gui;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import io.github.pgsurge.jmeter.elements.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.jmeter.gui.JMeterGUIComponent;
import org.apache.jmeter.testelement.TestElement;
import org.apache.jmeter.util.JMeterUtils;

/** The elements and forms of the plugin as they are found in its classes, so that none is forgotten. */
final class JMeterForms {
    /** The JMeter home with the plugin in it, as the build puts it together. */
    static final Path HOME = Path.of(System.getProperty("pgsurge.jmeter.home"));

    /** Read once: it takes a second. */
    private static final JavaClasses ADAPTERS = new ClassFileImporter()
            .withImportOption(new DoNotIncludeTests())
            .importPackages("io.github.pgsurge.jmeter");

    private JMeterForms() {}

    /** A new form of every kind there is. */
    static List<JMeterGUIComponent> all() {
        return classes(JMeterGUIComponent.class).stream().map(JMeterForms::made).toList();
    }

    /** Every element class that can be in a plan; those that are not public live in a running test only. */
    static List<Class<? extends TestElement>> elements() {
        return classes(TestElement.class).stream()
                .filter(type -> type.getPackageName().endsWith(".elements") && Modifier.isPublic(type.getModifiers()))
                .toList();
    }

    private static <T> List<Class<? extends T>> classes(Class<T> kind) {
        return ADAPTERS.stream()
                .filter(type ->
                        type.isAssignableTo(kind) && !type.getModifiers().contains(JavaModifier.ABSTRACT))
                .sorted(Comparator.comparing(JavaClass::getName))
                .<Class<? extends T>>map(type -> type.reflect().asSubclass(kind))
                .toList();
    }

    private static JMeterGUIComponent made(Class<? extends JMeterGUIComponent> form) {
        try {
            return form.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException unusable) {
            throw new IllegalStateException("JMeter cannot make a " + form.getName(), unusable);
        }
    }

    /** The fields that are no headings. */
    static List<Field> fields(TestElement element) {
        try {
            List<?> fields = (List<?>) element.getClass().getField("FIELDS").get(null);
            return fields.stream()
                    .map(Field.class::cast)
                    .filter(field -> field.look() != Field.Look.HEADING)
                    .toList();
        } catch (ReflectiveOperationException missing) {
            throw new IllegalStateException(element.getClass() + " has no list of FIELDS", missing);
        }
    }

    /** A value that is easily damaged, another one for every field. */
    static String awkward(Field field) {
        String value = " \"" + field.property() + "\" <&amp;> 'é€𝄞' \\ ${__pgsurge(vus)} ${x} %s\t, ";
        return field.look() == Field.Look.LINES ? "\n" + value + "\n\n b=2\n" : value;
    }

    /** An element as JMeter's menus make it, with an awkward value in every field, name and comment. */
    static TestElement awkward(JMeterGUIComponent form) {
        TestElement element = form.createTestElement();
        element.setName("\"" + form.getStaticLabel() + "\" <é>");
        element.setComment("two\nlines & <more>");
        fields(element).forEach(field -> element.setProperty(field.property(), awkward(field)));
        return element;
    }

    /** Gives this JVM what JMeter needs to make forms, and to save and load plans, on a machine without a screen. */
    static void configureJMeter() {
        System.setProperty("java.awt.headless", "true");
        JMeterUtils.setJMeterHome(HOME.toString());
        JMeterUtils.loadJMeterProperties(HOME.resolve("bin/jmeter.properties").toString());
        JMeterUtils.setLocale(Locale.ENGLISH);
    }
}
