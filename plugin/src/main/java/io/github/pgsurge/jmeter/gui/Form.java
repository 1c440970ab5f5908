package io.github.pgsurge.jmeter.gui;

import io.github.pgsurge.jmeter.Field;
import java.awt.BorderLayout;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JPasswordField;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;
import javax.swing.JTextField;
import net.miginfocom.swing.MigLayout;
import org.apache.jmeter.testelement.TestElement;

/** The fields of one element as a panel. For the Swing thread only. */
final class Form extends JPanel {
    private static final long serialVersionUID = 1;

    /** A field on the screen: how its value is read and written. */
    private record Entry(Field field, Supplier<String> read, Consumer<String> write) {}

    private final transient Map<String, Entry> entries = new LinkedHashMap<>();

    Form(List<Field> fields) {
        super(new BorderLayout());
        JPanel rows = new JPanel(new MigLayout("fillx, wrap 2, insets 4", "[][fill,grow]"));
        for (Field field : fields) {
            if (field.look() == Field.Look.HEADING) {
                JLabel heading = new JLabel(field.label());
                heading.setFont(heading.getFont().deriveFont(java.awt.Font.BOLD));
                rows.add(heading, "span 2, gaptop 8");
            } else {
                JComponent input = input(field);
                JLabel label = new JLabel(field.label() + ":");
                label.setLabelFor(input);
                label.setToolTipText(field.tooltip());
                input.setToolTipText(field.tooltip());
                input.setName(field.property());
                rows.add(label);
                rows.add(field.look() == Field.Look.LINES ? new JScrollPane(input) : input, "growx");
            }
        }
        add(rows, BorderLayout.NORTH);
        clear();
    }

    private JComponent input(Field field) {
        if (!field.choices().isEmpty()) {
            JComboBox<String> choice = new JComboBox<>(field.choices().toArray(new String[0]));
            choice.setEditable(true);
            // the editor's text, not the selection: a value just typed counts without Enter
            JTextField editor = (JTextField) choice.getEditor().getEditorComponent();
            editor.setToolTipText(field.tooltip());
            entries.put(field.property(), new Entry(field, editor::getText, choice::setSelectedItem));
            return choice;
        }
        return switch (field.look()) {
            case PASSWORD -> {
                JPasswordField password = new JPasswordField(20);
                entries.put(
                        field.property(),
                        new Entry(field, () -> new String(password.getPassword()), password::setText));
                yield password;
            }
            case LINES -> {
                JTextArea lines = new JTextArea(6, 40);
                entries.put(field.property(), new Entry(field, lines::getText, lines::setText));
                yield lines;
            }
            default -> {
                JTextField line = new JTextField(20);
                entries.put(field.property(), new Entry(field, line::getText, line::setText));
                yield line;
            }
        };
    }

    /** Shows an element; a property that it lacks shows empty, which means the setting's own value. */
    void show(TestElement element) {
        entries.values().forEach(entry -> entry.write()
                .accept(element.getPropertyAsString(entry.field().property())));
    }

    /** Puts what is shown into an element. */
    void store(TestElement element) {
        entries.values()
                .forEach(entry -> element.setProperty(
                        entry.field().property(), entry.read().get()));
    }

    /** Shows the defaults. */
    void clear() {
        entries.values().forEach(entry -> entry.write().accept(entry.field().fallback()));
    }
}
