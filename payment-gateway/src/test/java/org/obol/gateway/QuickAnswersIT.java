package org.obol.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** A 402 is the same and comes in turn, wherever it is written. */
class QuickAnswersIT extends GatewayIT {

	private static final String UNPAID = "GET /services/blocks/height HTTP/1.1\r\nHost: x\r\n\r\n";

	private static final String LAST = "GET /services/none HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

	/** Gives a later answer the time to overtake, if it could. */
	private static final long OVERTAKING = 200_000_000;

	@Autowired
	MeterRegistry meters;

	@ParameterizedTest
	@ValueSource(strings = { "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "Expect: 100-continue\r\n\r\n",
			"Content-Length: 100000\r\n\r\n" })
	void whatIsAnsweredFurtherUpIsTheSame(String rest) throws IOException {
		String body = rest.contains("100000") ? "x".repeat(100_000) : "";
		String quick = raw("POST /services/blocks/height HTTP/1.1\r\nHost: x\r\n\r\n", LAST).getFirst();
		String slow = raw("POST /services/blocks/height HTTP/1.1\r\nHost: x\r\n" + rest + body, LAST).stream()
			.filter((answer) -> !answer.startsWith("HTTP/1.1 100"))
			.findFirst()
			.orElseThrow();
		assertThat(quick).startsWith("HTTP/1.1 402 ");
		assertThat(lines(slow)).containsExactlyInAnyOrderElementsOf(lines(quick));
	}

	@Test
	void answersComeInTheOrderOfTheRequests() throws IOException {
		this.upstream.script = (exchange, body) -> {
			LockSupport.parkNanos(OVERTAKING);
			FakeUpstream.text(200, "text/plain", "slow").run(exchange, body);
		};
		String paid = "GET /services/blocks/height HTTP/1.1\r\nHost: x\r\nPAYMENT-SIGNATURE: "
				+ Payments.header(terms("/services/blocks")) + "\r\n\r\n";
		try (Socket socket = new Socket("127.0.0.1", this.port)) {
			socket.setSoTimeout(10_000);
			socket.getOutputStream().write((UNPAID + paid + UNPAID + UNPAID).getBytes(StandardCharsets.ISO_8859_1));
			StringBuilder all = new StringBuilder();
			while (answers(all.toString()).size() < 4) {
				int next = socket.getInputStream().read();
				assertThat(next).isNotNegative();
				all.append((char) next);
			}
			assertThat(answers(all.toString())).extracting((answer) -> answer.substring(9, 12))
				.containsExactly("402", "200", "402", "402");
		}
	}

	@Test
	void bodyOfAnUnpaidRequestIsSkippedHoweverItArrives() throws IOException {
		List<String> answers = raw("POST /services/blocks/height HTTP/1.1\r\nHost: x\r\nContent-Length: 8\r\n\r\nGET ",
				"/ HT" + UNPAID, LAST);
		assertThat(answers).extracting((answer) -> answer.substring(9, 12)).containsExactly("402", "402", "404");
		assertThat(this.upstream.seen).isEmpty();
	}

	@Test
	void everyRequestIsCountedOnce() throws IOException {
		double before = count("requests");
		double asked = count("payment.required");
		raw(UNPAID, UNPAID, "GET /services/blocks/height HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
		assertThat(count("requests") - before).isEqualTo(3);
		assertThat(count("payment.required") - asked).isEqualTo(3);
	}

	@Test
	void quoteThatChangesIsAskedOnTheSameConnection() throws IOException {
		try (Socket socket = new Socket("127.0.0.1", this.port)) {
			socket.setSoTimeout(5000);
			OutputStream out = socket.getOutputStream();
			out.write(UNPAID.getBytes(StandardCharsets.ISO_8859_1));
			byte[] first = new byte[200];
			assertThat(socket.getInputStream().readNBytes(first, 0, first.length)).isEqualTo(first.length);
			sell();
			out.write((UNPAID + LAST).getBytes(StandardCharsets.ISO_8859_1));
			String rest = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			assertThat(rest).contains("HTTP/1.1 404 ").doesNotContain("HTTP/1.1 402 ");
		}
	}

	private double count(String name) {
		var counter = this.meters.find("obol.x402.verifier." + name).tag("offer_name", "blocks").counter();
		return (counter != null) ? counter.count() : 0;
	}

	private static List<String> lines(String answer) {
		int end = answer.indexOf("\r\n\r\n");
		return Stream.concat(answer.substring(0, end)
			.lines()
			.skip(1)
			.map(QuickAnswersIT::nameInLowerCase)
			// Whoever expected a 100 and got none has to begin again.
			.filter((line) -> !line.equals("connection: close")),
				Stream.of(answer.substring(0, 12), answer.substring(end)))
			.toList();
	}

	private static String nameInLowerCase(String line) {
		int colon = line.indexOf(':');
		return line.substring(0, colon).toLowerCase(Locale.ROOT) + line.substring(colon);
	}

	/** Sends the parts one after the other, and splits what comes into answers. */
	private List<String> raw(String... parts) throws IOException {
		try (Socket socket = new Socket("127.0.0.1", this.port)) {
			socket.setTcpNoDelay(true);
			socket.setSoTimeout(10_000);
			for (String part : parts) {
				socket.getOutputStream().write(part.getBytes(StandardCharsets.ISO_8859_1));
				socket.getOutputStream().flush();
			}
			String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			return answers(all);
		}
	}

	private static List<String> answers(String all) {
		return Stream.of(all.split("(?=HTTP/1\\.1 [0-9]{3} )")).toList();
	}

}
