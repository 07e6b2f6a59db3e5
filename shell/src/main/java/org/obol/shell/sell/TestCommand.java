package org.obol.shell.sell;

import io.kubernetes.client.openapi.ApiException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.obol.api.ServiceOffer;
import org.obol.kube.Documents;
import org.obol.shell.cluster.Market;
import org.obol.shell.console.CommandSource;
import org.obol.shell.grammar.ArgumentSpec;
import org.obol.shell.grammar.CommandSpec;
import org.obol.shell.grammar.Invocation;
import org.obol.shell.grammar.OptionSpec;
import org.obol.shell.grammar.RefusedException;
import org.obol.shell.grammar.UsageException;
import org.obol.shell.output.Reply;
import org.obol.shell.place.Place;
import org.obol.x402.PaymentRequired;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.TokenRegistry;
import org.obol.x402.codec.MalformedMessageException;
import org.obol.x402.codec.PaymentHeaders;
import org.obol.x402.codec.PaymentRequiredCodec;
import org.springframework.core.env.Environment;

/**
 * {@code obol sell test}: asks an offer for its price as a stranger would, and pays
 * nothing.
 */
public final class TestCommand implements CommandSource {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final Environment environment;

	/**
	 * The command.
	 * @param environment environment variables and system properties
	 */
	public TestCommand(Environment environment) {
		this.environment = environment;
	}

	@Override
	public List<CommandSpec> commands() {
		return List.of(CommandSpec.of(SellCommands.GROUP, "sell test", "Ask an offer for its price as a stranger would")
			.alias("sell probe")
			.needs("name", ArgumentSpec.Kind.OFFER, "the offer")
			.with(SellOptions.NAMESPACE,
					OptionSpec.valued("path", "PATH", "path below the offer's").otherwise("/health"))
			.does(this::test));
	}

	private Reply test(Invocation invocation) throws ApiException {
		String path = invocation.option("path").orElse("/health");
		if (!path.matches("/\\S*") || path.contains("..")) {
			throw new UsageException(
					"--path: '" + path + "' is not a path; start with / and use neither '..' nor blanks");
		}
		Place place = Place.of(invocation, this.environment);
		ServiceOffer offer = OfferFinder.require(invocation, Market.at(place));
		String url = new OfferView(place.gateway()).url(offer) + path;
		HttpResponse<byte[]> response = get(url);
		if (response.statusCode() == 402) {
			return priced(url, required(response));
		}
		throw new RefusedException(switch (response.statusCode()) {
			case 200 -> url + " answers 200 without payment: what is behind it is free for everybody";
			case 404 ->
				url + " answers 404; the gateway does not know the offer (`obol sell status " + offer.name() + "`)";
			case 503 -> url + " answers 503; the offer is not live (`obol sell status " + offer.name() + "` says why)";
			default -> url + " answers " + response.statusCode() + " instead of 402";
		});
	}

	private static Reply priced(String url, PaymentRequired required) {
		List<String> ways = required.accepts().stream().map(TestCommand::describe).toList();
		String text = "402 Payment Required: live and payment-gated\n  " + String.join("\n  ", ways);
		return new Reply(text, Documents.object("url", url, "status", 402, "gated", true, "ways", ways), "402");
	}

	private static String describe(PaymentRequirements offer) {
		String amount = TokenRegistry.standard()
			.byAddress(offer.network(), offer.asset())
			.map((token) -> token.toDecimal(offer.amount()).toPlainString() + " " + token.symbol())
			.orElse(offer.amount().value() + " atomic units of " + offer.asset());
		return amount + " on " + offer.network().displayName() + " to " + offer.payTo();
	}

	private static PaymentRequired required(HttpResponse<byte[]> response) {
		Optional<String> header = response.headers().firstValue(PaymentHeaders.PAYMENT_REQUIRED);
		try {
			return header.isPresent() ? PaymentRequiredCodec.decodeHeader(header.get())
					: PaymentRequiredCodec.decodeBody(response.body());
		}
		catch (MalformedMessageException ex) {
			throw new RefusedException("It answers 402, but no buyer can read it: " + ex.getMessage(), ex);
		}
	}

	private static HttpResponse<byte[]> get(String url) {
		try (HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
			return http.send(HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build(),
					HttpResponse.BodyHandlers.ofByteArray());
		}
		catch (IOException ex) {
			throw new RefusedException("The gateway does not answer at " + url + "; is the suite running?", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new RefusedException("Cancelled", ex);
		}
	}

}
