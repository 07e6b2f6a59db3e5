package org.obol.local.stack.data;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * One program that runs now.
 *
 * @param name how it is called in {@code stack status} and {@code stack logs}
 * @param pid its process id
 * @param port the loopback port it serves on, if it serves
 * @param startedAt when it started
 * @param log the file with its output
 */
public record RunningProcess(String name, long pid, @Nullable Integer port, Instant startedAt, String log) {
}
