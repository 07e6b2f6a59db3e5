package org.obol.shell.sell;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.ApiException;
import java.util.List;
import org.obol.api.ServiceOffer;
import org.obol.kube.Documents;
import org.obol.kube.ObjectKey;
import org.obol.kube.ResourceType;
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
import org.obol.x402.PaymentRequirements;
import org.springframework.core.env.Environment;

/**
 * {@code obol sell list|status|update|stop|start|delete}: looks after what is on sale.
 */
public final class OfferCommands implements CommandSource {

	private final Environment environment;

	/**
	 * The commands for offers that exist.
	 * @param environment environment variables and system properties
	 */
	public OfferCommands(Environment environment) {
		this.environment = environment;
	}

	@Override
	public List<CommandSpec> commands() {
		return List.of(
				CommandSpec.of(SellCommands.GROUP, "sell list", "List what is for sale")
					.with(SellOptions.NAMESPACE.otherwise("all of them"))
					.does((invocation) -> view(invocation)
						.list(market(invocation).offers(invocation.option("namespace").orElse("")))),
				CommandSpec
					.of(SellCommands.GROUP, "sell status", "Show how an offer is, and why; without a name, all of them")
					.takes("name", ArgumentSpec.Kind.OFFER, "the offer")
					.with(SellOptions.NAMESPACE)
					.does(this::status),
				CommandSpec.of(SellCommands.GROUP, "sell update", "Change an offer's price or payee")
					.needs("name", ArgumentSpec.Kind.OFFER, "the offer")
					.with(SellOptions.PRICE, SellOptions.UP_TO, SellOptions.PER_MTOK, SellOptions.PER_HOUR,
							SellOptions.PAY_TO, SellOptions.CHAIN, SellOptions.DESCRIPTION, SellOptions.NAMESPACE)
					.example("obol sell update quant --price 0.02")
					.does(this::update),
				CommandSpec.of(SellCommands.GROUP, "sell stop", "Take an offer off sale without deleting it")
					.needs("name", ArgumentSpec.Kind.OFFER, "the offer")
					.with(SellOptions.NAMESPACE)
					.does((invocation) -> pause(invocation, true)),
				CommandSpec.of(SellCommands.GROUP, "sell start", "Put a stopped offer back on sale")
					.needs("name", ArgumentSpec.Kind.OFFER, "the offer")
					.with(SellOptions.NAMESPACE)
					.does((invocation) -> pause(invocation, false)),
				CommandSpec.of(SellCommands.GROUP, "sell delete", "Delete an offer")
					.needs("name", ArgumentSpec.Kind.OFFER, "the offer")
					.with(SellOptions.NAMESPACE, OptionSpec.flag("force", "ask nothing").alias("-f", "--yes", "-y"))
					.does(this::delete));
	}

	private Reply status(Invocation invocation) throws ApiException {
		if (invocation.argument("name").isEmpty()) {
			return view(invocation).list(market(invocation).offers(invocation.option("namespace").orElse("")));
		}
		return view(invocation).one(OfferFinder.require(invocation, market(invocation)));
	}

	private Reply update(Invocation invocation) throws ApiException {
		JsonObject payment = new JsonObject();
		JsonObject spec = new JsonObject();
		if (invocation.option(Terms.UP_TO).isPresent()) {
			Terms.requireNoOtherPrice(invocation);
			byUse(invocation, payment);
		}
		else {
			for (String option : Terms.priceOptions()) {
				invocation.amount(option).ifPresent((price) -> {
					payment.addProperty("scheme", PaymentRequirements.EXACT);
					payment.add("price", onlyPrice(option, price.toPlainString()));
				});
			}
		}
		invocation.option("pay-to")
			.ifPresent((address) -> payment.addProperty("payTo", Recipient.checked("--pay-to", address)));
		invocation.option("chain")
			.ifPresent((name) -> payment.addProperty("network", Terms.network("--chain", name).displayName()));
		invocation.option("description").ifPresent((text) -> spec.addProperty("description", text));
		if (payment.isEmpty() && spec.isEmpty()) {
			throw new UsageException("Nothing to change; give --price, --up-to, --pay-to, --chain or --description");
		}
		Market market = market(invocation);
		ServiceOffer offer = OfferFinder.require(invocation, market);
		if (!payment.isEmpty()) {
			if (!offer.getSpec().payments().isEmpty()) {
				throw new RefusedException("Offer '" + offer.name()
						+ "' has several ways to pay; declare it anew with `obol sell` and --accept");
			}
			spec.add("payment", payment);
		}
		market.merge(ResourceType.SERVICE_OFFER, ObjectKey.of(offer), Documents.object("spec", spec));
		ServiceOffer after = OfferFinder.require(invocation, market);
		return new Reply("ServiceOffer " + ObjectKey.of(offer) + " updated\n\nNext: obol sell status " + offer.name(),
				view(invocation).json(after), offer.name());
	}

	/** Whether the token can be paid by use is for the offer's conditions to say. */
	private static void byUse(Invocation invocation, JsonObject payment) {
		JsonObject prices = onlyPrice("price", invocation.amount(Terms.UP_TO).orElseThrow().toPlainString());
		invocation.amount("per-mtok").ifPresent((rate) -> prices.addProperty("perMTok", rate.toPlainString()));
		payment.addProperty("scheme", PaymentRequirements.UPTO);
		payment.add("price", prices);
	}

	private static JsonObject onlyPrice(String option, String price) {
		JsonObject prices = new JsonObject();
		List.of("perRequest", "perMTok", "perHour", "perEpoch").forEach((unit) -> prices.add(unit, JsonNull.INSTANCE));
		prices.addProperty(switch (option) {
			case "per-mtok" -> "perMTok";
			case "per-hour" -> "perHour";
			default -> "perRequest";
		}, price);
		return prices;
	}

	private Reply pause(Invocation invocation, boolean paused) throws ApiException {
		Market market = market(invocation);
		ServiceOffer offer = OfferFinder.require(invocation, market);
		JsonObject annotations = new JsonObject();
		annotations.add(ServiceOffer.PAUSED_ANNOTATION, paused ? Documents.array("true").get(0) : JsonNull.INSTANCE);
		market.merge(ResourceType.SERVICE_OFFER, ObjectKey.of(offer),
				Documents.object("metadata", Documents.object("annotations", annotations)));
		ServiceOffer after = OfferFinder.require(invocation, market);
		String next = paused ? "obol sell start " : "obol sell status ";
		return new Reply("ServiceOffer " + ObjectKey.of(offer) + (paused ? " is off sale" : " is back on sale")
				+ "\n\nNext: " + next + offer.name(), view(invocation).json(after), offer.name());
	}

	private Reply delete(Invocation invocation) throws ApiException {
		Market market = market(invocation);
		ServiceOffer offer = OfferFinder.require(invocation, market);
		if (!invocation.flag("force") && invocation.dialogue().canAsk()
				&& !invocation.dialogue()
					.confirm("Offer " + ObjectKey.of(offer) + " goes, and buyers get 404 at "
							+ view(invocation).url(offer) + ". Delete it?", false)) {
			throw new RefusedException("Cancelled; nothing was deleted");
		}
		market.delete(ResourceType.SERVICE_OFFER, ObjectKey.of(offer));
		deleteLaptopService(ObjectKey.of(offer), market);
		return new Reply("ServiceOffer " + ObjectKey.of(offer) + " deleted",
				Documents.object("name", offer.name(), "namespace", offer.namespace(), "deleted", true), offer.name());
	}

	private static void deleteLaptopService(ObjectKey key, Market market) throws ApiException {
		boolean ours = market.get(ResourceType.SERVICE, key)
			.map((service) -> Documents.text(service, "metadata", "labels", "app.kubernetes.io/managed-by"))
			.filter("obol-shell"::equals)
			.isPresent();
		if (ours) {
			market.delete(ResourceType.SERVICE, key);
		}
	}

	private OfferView view(Invocation invocation) {
		return new OfferView(Place.of(invocation, this.environment).gateway());
	}

	private Market market(Invocation invocation) {
		return Market.at(Place.of(invocation, this.environment));
	}

}
