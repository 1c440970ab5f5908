package io.github.pgsurge.jmeter.elements;

import io.github.pgsurge.settings.Kind;
import io.github.pgsurge.settings.Setting;
import java.util.List;

/**
 * One field of an element: the property that keeps it, how a form shows it, and its default.
 *
 * @param property name of the element's property
 * @param label what stands before the field
 * @param fallback the value of a new element
 * @param tooltip what it is for and what is allowed
 * @param hint what the form shows beside the field, such as where its default comes from; may be empty
 * @param choices values to choose from besides typing an expression; empty for free text
 * @param look how the form shows it
 */
public record Field(
        String property, String label, String fallback, String tooltip, String hint, List<String> choices, Look look) {

    private static final int LONGEST_SHOWN = 30;

    /** How a form shows a field. */
    public enum Look {
        LINE,
        PASSWORD,
        LINES,
        /** Not a field but a heading over those that follow. */
        HEADING
    }

    /** A field whose default is a setting, with the registry's help and bounds. */
    static Field of(Setting setting, String label) {
        Kind kind = setting.kind();
        return new Field(
                setting.property(),
                label,
                "${__pgsurge(" + setting.property() + ")}",
                setting.help() + ". Allowed: " + kind.allowed() + ".",
                setting.name() + fallback(setting),
                kind instanceof Kind.Word words ? words.words() : List.of(),
                kind.secret() ? Look.PASSWORD : Look.LINE);
    }

    /** What a form has room for: a long default is among the settings. */
    private static String fallback(Setting setting) {
        String fallback = setting.fallback();
        return fallback.isEmpty() || fallback.length() > LONGEST_SHOWN ? "" : ", default " + fallback;
    }

    /** A field of one line that no setting stands behind. */
    static Field line(String property, String label, String fallback, String tooltip) {
        return new Field(property, label, fallback, tooltip, "", List.of(), Look.LINE);
    }

    /** A field to choose a word in, or to type an expression. */
    static Field choice(String property, String label, String fallback, String tooltip, List<String> choices) {
        return new Field(property, label, fallback, tooltip, "", choices, Look.LINE);
    }

    /** A field of several lines, with a hint on what a line is. */
    static Field lines(String property, String label, String fallback, String tooltip, String hint) {
        return new Field(property, label, fallback, tooltip, hint, List.of(), Look.LINES);
    }

    /** A heading. */
    static Field heading(String label) {
        return new Field("", label, "", "", "", List.of(), Look.HEADING);
    }
}
