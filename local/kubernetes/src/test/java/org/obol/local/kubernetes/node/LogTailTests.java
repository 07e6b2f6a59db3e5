package org.obol.local.kubernetes.node;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class LogTailTests {

	@TempDir
	private Path directory;

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "none",
			value = { "none | one,two,three,", "tailLines=2 | two,three,", "tailLines=9 | one,two,three,",
					"tailLines=0 | ''", "limitBytes=4 | one,", "tailLines=1&limitBytes=2 | th",
					"tailLines=x | one,two,three," })
	void theAskedPartIsCopied(String query, String expected) throws IOException {
		Path log = Files.writeString(this.directory.resolve("log"), "one\ntwo\nthree\n");
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		new LogTail(log, LogQuery.parse(query)).copy(out, () -> true);
		assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(expected.replace(',', '\n'));
	}

	@Test
	void aFollowedLogGoesOnUntilTheContainerEnds() throws IOException {
		Path log = Files.writeString(this.directory.resolve("log"), "one\n");
		AtomicInteger asked = new AtomicInteger();
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		new LogTail(log, LogQuery.parse("follow=true&tailLines=1")).copy(out, () -> {
			if (asked.incrementAndGet() == 2) {
				append(log, "two\n");
			}
			return asked.get() < 4;
		});
		assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("one\ntwo\n");
	}

	private static void append(Path log, String text) {
		try {
			Files.writeString(log, text, StandardOpenOption.APPEND);
		}
		catch (IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
	}

}
