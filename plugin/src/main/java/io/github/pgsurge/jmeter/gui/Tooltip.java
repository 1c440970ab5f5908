package io.github.pgsurge.jmeter.gui;

/** Tooltips that break into lines, as Swing shows plain ones on one line however long they are. Stateless. */
final class Tooltip {
    /** Characters from which a tooltip needs a second line on a small screen. */
    private static final int ONE_LINE = 70;

    private Tooltip() {}

    /** The text as a tooltip of readable width; null when there is none, which is what Swing takes for no tooltip. */
    static String html(String text) {
        if (text.isEmpty()) {
            return null;
        }
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return text.length() <= ONE_LINE
                ? "<html>" + escaped + "</html>"
                : "<html><body width=\"400\">" + escaped + "</body></html>";
    }
}
