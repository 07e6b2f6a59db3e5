package org.obol.shell.sell;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.obol.kube.Documents;
import org.obol.shell.console.CommandSource;
import org.obol.shell.grammar.CommandSpec;
import org.obol.shell.grammar.Invocation;
import org.obol.shell.grammar.OptionSpec;
import org.obol.shell.grammar.RefusedException;
import org.obol.shell.output.Facts;
import org.obol.shell.output.Reply;
import org.obol.shell.place.Place;
import org.springframework.core.env.Environment;

/** {@code obol sell pricing}: what new offers take when nothing else is said. */
public final class PricingCommand implements CommandSource {

	private static final String FACILITATOR_VARIABLE = "X402_FACILITATOR_URL";

	private final Environment environment;

	/**
	 * The command.
	 * @param environment environment variables and system properties
	 */
	public PricingCommand(Environment environment) {
		this.environment = environment;
	}

	@Override
	public List<CommandSpec> commands() {
		return List.of(CommandSpec
			.of(SellCommands.GROUP, "sell pricing",
					"Show or set who is paid, and on which network, when nothing else is said")
			.with(OptionSpec.valued("pay-to", "ADDRESS", "who is paid (--wallet and --recipient are deprecated names)")
				.alias("--wallet", "--recipient", "-w"),
					OptionSpec.valued("chain", "NETWORK", "on which network").alias("--network"),
					OptionSpec.valued("facilitator-url", "URL", "belongs to the gateway; not set here"),
					OptionSpec.valued("from-json", "FILE", "{wallet, chain}; - reads standard input"))
			.example("obol sell pricing --pay-to 0x70997970C51812dc3A010C7d01b50e0d17dc79C8 --chain base-sepolia")
			.does(this::pricing));
	}

	private Reply pricing(Invocation invocation) throws IOException {
		Place place = Place.of(invocation, this.environment);
		Wish wish = wish(invocation);
		if (wish.facilitator().isPresent()) {
			throw new RefusedException(
					"The facilitator belongs to the gateway: set payment-gateway.facilitator.url in the "
							+ "chart's values, or start with `obol up --facilitator-url " + wish.facilitator().get()
							+ "`");
		}
		SellerDefaults before = SellerDefaults.of(place);
		SellerDefaults after = new SellerDefaults(
				wish.payTo().map((address) -> Recipient.checked("--pay-to", address)).orElse(before.payTo()),
				wish.chain().map((name) -> Terms.network("--chain", name).displayName()).orElse(before.chain()));
		if (!after.equals(before)) {
			after.keep(place);
		}
		return reply(after, place);
	}

	private static Wish wish(Invocation invocation) throws IOException {
		Optional<String> file = invocation.option("from-json");
		JsonObject json = file.isPresent() ? SellCommands.spec(file.get()) : new JsonObject();
		return new Wish(invocation.option("pay-to").or(() -> text(json, "wallet")),
				invocation.option("chain").or(() -> text(json, "chain")),
				invocation.option("facilitator-url").or(() -> text(json, "facilitatorUrl")));
	}

	private static Optional<String> text(JsonObject json, String name) {
		return Optional.of(Documents.text(json, name)).filter((text) -> !text.isEmpty());
	}

	private static Reply reply(SellerDefaults defaults, Place place) {
		String facilitator = place.variable(FACILITATOR_VARIABLE).orElse(null);
		String text = new Facts()
			.add("Pay To",
					Objects.requireNonNullElse(defaults.payTo(), "the agent's own wallet, else the default wallet"))
			.add("Network", Objects.requireNonNullElse(defaults.chain(),
					place.network().map((network) -> network.displayName() + " (the local stack's)").orElse("base")))
			.add("Token", "USDC")
			.add("Gateway", place.gateway().toString())
			.add("Ignored",
					(facilitator != null) ? FACILITATOR_VARIABLE + ": the facilitator belongs to the gateway" : null)
			.render();
		return new Reply(text, Documents.object("payTo", defaults.payTo(), "chain", defaults.chain(), "token", "USDC",
				"gateway", place.gateway().toString()), Objects.requireNonNullElse(defaults.payTo(), ""));
	}

	private record Wish(Optional<String> payTo, Optional<String> chain, Optional<String> facilitator) {

	}

}
