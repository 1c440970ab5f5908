package io.github.pgsurge.cli;

import java.io.Console;

/** Where this process's output goes. Stateless. */
final class Terminal {
    private Terminal() {}

    /** Whether it is a terminal whose user wants colours: see no-color.org. */
    static boolean showsColors() {
        String noColor = System.getenv("NO_COLOR");
        return (noColor == null || noColor.isEmpty()) && isTerminal();
    }

    /** Error Prone warns of the very case that is answered here. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            // since JDK 22 there is a console without a terminal as well
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException older) {
            return true;
        }
    }
}
