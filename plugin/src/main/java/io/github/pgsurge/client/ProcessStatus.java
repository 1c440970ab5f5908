package io.github.pgsurge.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Linux says of a process in {@code /proc/<pid>}; everything is empty on other systems and of a process that is gone.
 *
 * <p>Immutable and thread safe.
 *
 * @param folder of the process below {@code /proc}
 */
record ProcessStatus(Path folder) {
    static final Path PROC = Path.of("/proc");

    /** This process. */
    static ProcessStatus own() {
        return new ProcessStatus(PROC.resolve("self"));
    }

    /** The process, while it lives. */
    Optional<ProcessHandle> handle() {
        return ProcessHandle.of(Long.parseLong(folder.getFileName().toString()));
    }

    /** The name of its program, at most 15 characters. */
    Optional<String> name() {
        return read("comm").map(String::strip);
    }

    /** Bytes that are resident, shared ones too. */
    OptionalLong residentBytes() {
        return bytes("VmRSS");
    }

    /** The most bytes that were ever resident. */
    OptionalLong peakResidentBytes() {
        return bytes("VmHWM");
    }

    private OptionalLong bytes(String field) {
        Matcher line = Pattern.compile("^" + field + ":\\s*(\\d+) kB$", Pattern.MULTILINE)
                .matcher(read("status").orElse(""));
        return line.find() ? OptionalLong.of(Long.parseLong(line.group(1)) * 1_024) : OptionalLong.empty();
    }

    private Optional<String> read(String file) {
        try {
            return Optional.of(Files.readString(folder.resolve(file)));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
