package org.obol.shell.grammar;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WordsTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', value = { "agent  new x|agent,new,x", "-m \"a b\"|-m,a b",
			"-m 'say \"hi\"'|-m,say \"hi\"", "a\\ b|a b", "--x=\"1 2\"|--x=1 2", "'it''s'|its" })
	void aLineIsSplitAsAUnixShellDoes(String line, String words) {
		assertThat(Words.of(line)).containsExactly(words.split(","));
	}

	@Test
	void anEmptyQuotedTextIsAWord() {
		assertThat(Words.of("--objective ''")).containsExactly("--objective", "");
	}

	@Test
	void anOpenQuoteIsRefused() {
		assertThatThrownBy(() -> Words.of("buy agent x -m \"hello")).isInstanceOf(UsageException.class)
			.hasMessageContaining("without a closing one");
	}

}
