package org.obol.kube.apply;

import com.google.gson.JsonParser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ServerSideApplyTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "{\"a\":1,\"b\":2} | {\"a\":1}", "{\"l\":[{\"n\":\"x\",\"d\":1}]} | {\"l\":[{\"n\":\"x\"}]}",
					"{\"a\":{\"b\":[1,2]}} | {\"a\":{\"b\":[1,2]}}", "{\"a\":1} | {\"a\":1.0}" })
	void whatIsThereAlreadyNeedsNoWrite(String live, String wanted) {
		assertThat(ServerSideApply.contains(JsonParser.parseString(live), JsonParser.parseString(wanted))).isTrue();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "{\"a\":1} | {\"a\":2}", "{} | {\"a\":1}", "{\"l\":[1,2]} | {\"l\":[1]}",
					"{\"l\":[2,1]} | {\"l\":[1,2]}", "{\"a\":\"1\"} | {\"a\":{\"b\":1}}", "{\"a\":null} | {\"a\":[]}" })
	void whatDiffersIsWritten(String live, String wanted) {
		assertThat(ServerSideApply.contains(JsonParser.parseString(live), JsonParser.parseString(wanted))).isFalse();
	}

}
