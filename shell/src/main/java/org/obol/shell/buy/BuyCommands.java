package org.obol.shell.buy;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.obol.kube.Documents;
import org.obol.shell.chain.Chain;
import org.obol.shell.console.CommandSource;
import org.obol.shell.grammar.ArgumentSpec;
import org.obol.shell.grammar.CommandSpec;
import org.obol.shell.grammar.Invocation;
import org.obol.shell.grammar.OptionSpec;
import org.obol.shell.grammar.UsageException;
import org.obol.shell.output.Reply;
import org.obol.shell.place.Place;
import org.obol.shell.wallet.Wallets;
import org.obol.x402.Network;
import org.obol.x402.evm.EvmAccount;
import org.springframework.core.env.Environment;

/** {@code obol buy …}. */
public final class BuyCommands implements CommandSource {

	private static final String GROUP = "Buying";

	private static final BigDecimal DEFAULT_LIMIT = BigDecimal.ONE;

	private static final String CHAT = "/v1/chat/completions";

	private static final OptionSpec WALLET = OptionSpec.valued("wallet", "NAME", "which wallet pays")
		.otherwise("the default wallet");

	private static final OptionSpec MAX_PRICE = OptionSpec
		.valued("max-price", "AMOUNT", "refuse a price above this many token units")
		.otherwise("1");

	private static final OptionSpec TOKEN = OptionSpec.valued("token", "SYMBOL", "pay in this token only");

	private static final OptionSpec NETWORK = OptionSpec.valued("network", "NETWORK", "pay on this network only")
		.alias("--chain");

	private static final OptionSpec YES = OptionSpec.flag("yes", "pay whatever it costs").alias("-y");

	private final Environment environment;

	private final Clock clock;

	private final SecureRandom random;

	/**
	 * The commands of buyers.
	 * @param environment environment variables and system properties
	 * @param clock the time
	 * @param random where nonces come from
	 */
	public BuyCommands(Environment environment, Clock clock, SecureRandom random) {
		this.environment = environment;
		this.clock = clock;
		this.random = random;
	}

	@Override
	public List<CommandSpec> commands() {
		return List.of(CommandSpec.of(GROUP, "buy agent", "Ask an agent that is for sale, and pay for the answer")
			.alias("buy inference")
			.needs("url", ArgumentSpec.Kind.TEXT, "the offer's URL, or its name at the local gateway")
			.with(OptionSpec.valued("message", "TEXT", "what to ask").alias("-m"),
					OptionSpec.valued("system", "TEXT", "a system message before it"),
					OptionSpec.valued("model", "MODEL", "model to name; most offers have just one"),
					OptionSpec.flag("stream", "show the answer as it comes"), WALLET, Wallets.PASSWORD_FILE, MAX_PRICE,
					TOKEN, NETWORK, YES)
			.example("obol buy agent http://localhost:8402/services/quant --message \"What is the latest block?\"",
					"obol buy agent quant -m \"Gas price?\" --max-price 0.05 -o json")
			.does(this::agent),
				CommandSpec.of(GROUP, "buy http", "Call an HTTP service that is for sale, and pay for the answer")
					.needs("url", ArgumentSpec.Kind.TEXT, "the URL to call, or an offer's name at the local gateway")
					.with(OptionSpec.valued("method", "METHOD", "HTTP method")
						.alias("-X")
						.otherwise("GET, POST with --data"),
							OptionSpec.valued("data", "TEXT", "request body; - reads standard input").alias("-d"),
							OptionSpec.valued("content-type", "TYPE", "type of the body").otherwise("application/json"),
							WALLET, Wallets.PASSWORD_FILE, MAX_PRICE, TOKEN, NETWORK, YES)
					.example("obol buy http http://localhost:8402/services/my-api/report")
					.does(this::http));
	}

	private Reply agent(Invocation invocation) {
		Place place = Place.of(invocation, this.environment);
		String message = invocation.option("message")
			.or(() -> invocation.dialogue().canAsk() ? Optional.of(invocation.dialogue().ask("Message", ""))
					: Optional.empty())
			.filter((text) -> !text.isBlank())
			.orElseThrow(() -> new UsageException("--message is missing: what should the agent be asked?"));
		boolean stream = invocation.flag("stream");
		JsonObject body = Documents.object("model", invocation.option("model").orElse("default"), "messages",
				messages(invocation.option("system").orElse(null), message), "stream", stream);
		String base = url(invocation, place).toString().replaceAll("/+$", "");
		URI url = URI.create(base.endsWith(CHAT) ? base : base.replaceAll("/v1$", "") + CHAT);
		boolean shown = stream && !invocation.flag("json")
				&& !"json".equals(invocation.option("output").orElse("text"));
		return buy(new Order("POST", url, body.toString(), "application/json"), invocation, place, shown);
	}

	private static List<JsonObject> messages(@Nullable String system, String message) {
		JsonObject user = Documents.object("role", "user", "content", message);
		return (system == null) ? List.of(user) : List.of(Documents.object("role", "system", "content", system), user);
	}

	private Reply http(Invocation invocation) throws IOException {
		Place place = Place.of(invocation, this.environment);
		String data = invocation.option("data").orElse(null);
		if ("-".equals(data)) {
			data = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
		}
		String method = invocation.option("method").orElse((data != null) ? "POST" : "GET").toUpperCase(Locale.ROOT);
		if (!method.matches("GET|HEAD|POST|PUT|PATCH|DELETE")) {
			throw new UsageException("--method: '" + method + "' is not one of GET, HEAD, POST, PUT, PATCH, DELETE");
		}
		String type = invocation.option("content-type").orElse("application/json");
		return buy(new Order(method, url(invocation, place), data, type), invocation, place, false);
	}

	private Reply buy(Order order, Invocation invocation, Place place, boolean stream) {
		Network network = invocation.option("network").map(BuyCommands::network).orElse(null);
		BigDecimal limit = invocation.amount("max-price").orElse(invocation.flag("yes") ? null : DEFAULT_LIMIT);
		EvmAccount payer = Wallets.open(invocation.option("wallet"), invocation, place);
		Chain chain = place.rpcUrl().map(Chain::at).orElse(null);
		Choice.Wish wish = new Choice.Wish(invocation.option("token").orElse(null), network);
		Purse purse = new Purse(payer, chain, this.clock, this.random);
		return new Purchase(new Till(Duration.ofMillis(500)), purse, invocation.dialogue()).buy(order, wish, limit,
				stream);
	}

	/** A bare name is an offer at the local gateway. */
	private static URI url(Invocation invocation, Place place) {
		String url = invocation.required("url");
		if (url.matches("[a-z0-9]([a-z0-9-]*[a-z0-9])?")) {
			return URI.create(place.gateway() + "/services/" + url);
		}
		return Invocation.url("url", url);
	}

	private static Network network(String name) {
		try {
			return Network.parse(name);
		}
		catch (IllegalArgumentException ex) {
			throw new UsageException("--network: " + ex.getMessage());
		}
	}

}
