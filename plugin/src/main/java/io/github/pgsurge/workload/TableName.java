package io.github.pgsurge.workload;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.settings.Setting;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The name of a table, optionally with its schema: identifiers, never SQL.
 *
 * <p>Immutable and thread safe.
 *
 * @param schema the schema, or empty to let the server's search_path find it
 * @param table the table, 1 to 63 bytes of UTF-8
 */
public record TableName(Optional<String> schema, String table) {
    /** NAMEDATALEN - 1: longer identifiers are cut by the server without an error, so two names could meet in one. */
    static final int MAX_BYTES = 63;

    private static final String ALLOWED = "allowed: table or schema.table, each part 1 to " + MAX_BYTES
            + " bytes, taken literally; a part with a dot or a double quote in it stands in double quotes (a quote inside doubled)";

    /**
     * Checks that each part is an identifier.
     *
     * @throws IllegalArgumentException for a part that is no identifier; {@link #parse} is the way in for users' text
     */
    public TableName {
        schema.ifPresent(TableName::requireIdentifier);
        requireIdentifier(table);
    }

    /**
     * Reads {@code table} or {@code schema.table}. A part is taken as it stands, case and all, unless it is in double
     * quotes, where a doubled quote stands for one.
     *
     * @throws Rejection for anything else, in one line that names TABLE_NAME, the value and what is allowed
     */
    public static TableName parse(String text) throws Rejection {
        List<String> parts = split(text);
        if (parts.size() > 2) {
            throw rejected(text, "has " + parts.size() + " parts");
        }
        for (String part : parts) {
            String flaw = flaw(part);
            if (flaw != null) {
                throw rejected(text, flaw);
            }
        }
        return parts.size() == 1
                ? new TableName(Optional.empty(), parts.get(0))
                : new TableName(Optional.of(parts.get(0)), parts.get(1));
    }

    /** The name as it goes into a statement: every part in double quotes, inner quotes doubled. */
    public String quoted() {
        return schema.map(s -> quote(s) + ".").orElse("") + quote(table);
    }

    /** The same table with its schema said. */
    TableName in(String resolvedSchema) {
        return new TableName(Optional.of(resolvedSchema), table);
    }

    /**
     * {@code idx_<table>_<column>}; where that is over 63 bytes the table's part is cut and a hash of the whole name
     * keeps it apart from other tables that begin alike.
     */
    public String indexName(String column) {
        String full = "idx_" + table + "_" + column;
        if (full.getBytes(UTF_8).length <= MAX_BYTES) {
            return full;
        }
        String hash = HexFormat.of().formatHex(sha256(table), 0, 4);
        int room = MAX_BYTES - ("idx__" + hash + "_" + column).length();
        StringBuilder head = new StringBuilder();
        for (int point : table.codePoints().toArray()) {
            String next = Character.toString(point);
            room -= next.getBytes(UTF_8).length;
            if (room < 0) {
                break;
            }
            head.append(next);
        }
        return "idx_" + head + "_" + hash + "_" + column;
    }

    /** A 64 bit advisory lock key for a purpose, the same on every machine. */
    static long lockKey(String purpose, String database, String schema, String table) {
        return ByteBuffer.wrap(sha256(purpose + "\0" + database + "\0" + schema + "\0" + table))
                .getLong();
    }

    static String quote(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    @Override
    public String toString() {
        return quoted();
    }

    private static List<String> split(String text) throws Rejection {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        int at = 0;
        while (true) {
            if (at < text.length() && text.charAt(at) == '"') {
                at = quotedPart(text, at + 1, part);
                if (at < text.length() && text.charAt(at) != '.') {
                    throw rejected(text, "has text after a closing double quote");
                }
            } else {
                while (at < text.length() && text.charAt(at) != '.') {
                    if (text.charAt(at) == '"') {
                        throw rejected(text, "has a stray double quote");
                    }
                    part.append(text.charAt(at++));
                }
            }
            parts.add(part.toString());
            part.setLength(0);
            if (at >= text.length()) {
                return parts;
            }
            at++;
        }
    }

    private static int quotedPart(String text, int start, StringBuilder part) throws Rejection {
        int at = start;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != '"') {
                part.append(c);
            } else if (at < text.length() && text.charAt(at) == '"') {
                part.append(c);
                at++;
            } else {
                return at;
            }
        }
        throw rejected(text, "has an unbalanced double quote");
    }

    private static String flaw(String part) {
        if (part.isEmpty()) {
            return "has an empty part";
        }
        if (part.indexOf('\0') >= 0) {
            return "has a NUL character";
        }
        if (!UTF_8.newEncoder().canEncode(part)) {
            return "is not valid Unicode";
        }
        int bytes = part.getBytes(UTF_8).length;
        return bytes > MAX_BYTES ? "has a part of " + bytes + " bytes" : null;
    }

    private static void requireIdentifier(String part) {
        String flaw = flaw(part);
        if (flaw != null) {
            throw new IllegalArgumentException("identifier " + flaw);
        }
    }

    private static Rejection rejected(String text, String flaw) {
        String shown = text.replaceAll("\\p{Cntrl}", "?");
        return Rejection.usage(Setting.TABLE_NAME + ": '" + shown + "' " + flaw + "; " + ALLOWED);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
