package io.github.pgsurge.pgbouncer.console;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a console answers by command: tables whose first line has the columns. Those in {@code consoles/} are reconstructed
 * from the source of each version, not recorded.
 */
public record Transcript(Map<String, List<List<String>>> answers) {
    private static final String NULL = "\\N";

    /** That of a version, such as {@code 1.24}. */
    public static Transcript of(String version) {
        String file = "/consoles/pgbouncer-" + version + ".txt";
        try (InputStream in = Transcript.class.getResourceAsStream(file)) {
            Map<String, List<List<String>>> answers = new LinkedHashMap<>();
            String command = "";
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
                if (line.startsWith("> ")) {
                    command = line.substring(2);
                    answers.put(command, new ArrayList<>());
                } else if (!line.isEmpty() && !line.startsWith("#")) {
                    answers.get(command).add(List.of(line.split("\\|", -1)));
                }
            }
            return new Transcript(answers);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The columns of a command. */
    List<String> columns(String command) {
        return answers.get(command).get(0);
    }

    /** The same with one value of a row replaced; rows count from 0. */
    public Transcript with(String command, int row, String column, Object value) {
        Map<String, List<List<String>>> copy = new TreeMap<>(answers);
        List<List<String>> table = new ArrayList<>(answers.get(command));
        List<String> values = new ArrayList<>(table.get(row + 1));
        values.set(columns(command).indexOf(column), value.toString());
        table.set(row + 1, values);
        copy.put(command, table);
        return new Transcript(copy);
    }

    /** The messages that answer a command, to ReadyForQuery. */
    public byte[] bytes(String command) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        List<List<String>> table = answers.get(command);
        if (table == null) {
            all.writeBytes(message('E', "SERROR\0C08P01\0Minvalid command '" + command + "', use SHOW HELP;\0\0"));
        } else {
            all.writeBytes(description(table.get(0)));
            table.subList(1, table.size()).forEach(row -> all.writeBytes(row(row)));
            all.writeBytes(message('C', "SHOW\0"));
        }
        all.writeBytes(message('Z', "I"));
        return all.toByteArray();
    }

    static byte[] description(List<String> columns) {
        return message('T', body -> {
            body.writeShort(columns.size());
            for (String column : columns) {
                body.write((column + "\0").getBytes(StandardCharsets.UTF_8));
                body.write(new byte[18]);
            }
        });
    }

    static byte[] row(List<String> values) {
        return message('D', body -> {
            body.writeShort(values.size());
            for (String value : values) {
                byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
                body.writeInt(value.equals(NULL) ? -1 : bytes.length);
                body.write(value.equals(NULL) ? new byte[0] : bytes);
            }
        });
    }

    static byte[] message(char type, String body) {
        return message(type, out -> out.write(body.getBytes(StandardCharsets.UTF_8)));
    }

    /** Writes the body of a message. */
    interface Body {
        void to(DataOutputStream out) throws IOException;
    }

    static byte[] message(char type, Body body) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            body.to(new DataOutputStream(bytes));
            ByteArrayOutputStream message = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(message);
            out.writeByte(type);
            out.writeInt(bytes.size() + 4);
            out.write(bytes.toByteArray());
            return message.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Authentication that asks for nothing, and ReadyForQuery. */
    public static byte[] welcome() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(message('R', out -> out.writeInt(0)));
        all.writeBytes(message('S', "server_version\0001.24.1/bouncer\0"));
        all.writeBytes(message('Z', "I"));
        return all.toByteArray();
    }
}
