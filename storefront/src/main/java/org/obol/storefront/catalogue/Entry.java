package org.obol.storefront.catalogue;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.obol.api.ServiceOfferSpec;

/**
 * One thing that is for sale now.
 *
 * @param namespace the offer's namespace
 * @param name the offer's name
 * @param type {@code agent}, {@code inference}, {@code http} or {@code fine-tuning}
 * @param path the public path
 * @param endpoint the public URL
 * @param description the seller's own words
 * @param model the model, if the seller shows it
 * @param skills what it can do
 * @param payments the ways to pay for its first paid call, never empty
 * @param operations the calls it answers, at least one of them paid
 * @param shelf how the catalogue shows it
 */
public record Entry(String namespace, String name, String type, String path, String endpoint, String description,
		@Nullable String model, List<String> skills, List<PaymentOption> payments, List<Operation> operations,
		Shelf shelf) {

	public Entry {
		skills = List.copyOf(skills);
		payments = List.copyOf(payments);
		operations = List.copyOf(operations);
		if (payments.isEmpty()) {
			throw new IllegalArgumentException("An entry without a way to pay is not for sale");
		}
	}

	/**
	 * The way to pay that the seller put first.
	 * @return the first option
	 */
	public PaymentOption payment() {
		return this.payments.getFirst();
	}

	/**
	 * Tells whether it talks like OpenAI's chat completions.
	 * @return true for agents and models
	 */
	public boolean isChat() {
		return ServiceOfferSpec.TYPE_AGENT.equals(this.type) || ServiceOfferSpec.TYPE_INFERENCE.equals(this.type);
	}

	/**
	 * The call that the entry's price is the price of.
	 * @return the first one that has to be paid for
	 */
	public Operation call() {
		return this.operations.stream().filter(Operation::paid).findFirst().orElseThrow();
	}

	/**
	 * The path of that call.
	 * @return below the endpoint, may be empty
	 */
	public String callPath() {
		return call().path().substring(this.path.length());
	}

	/**
	 * Where that call is sent.
	 * @return a URL
	 */
	public String callUrl() {
		return this.endpoint + callPath();
	}

	/**
	 * The method of that call.
	 * @return such as GET
	 */
	public String callMethod() {
		return call().method();
	}

	/**
	 * Tells whether a search finds it.
	 * @param query lower-case words of a person
	 * @return true if it occurs in what the card shows
	 */
	public boolean mentions(String query) {
		return String
			.join("\n", this.name, this.type, this.description, this.shelf.category(), String.join(" ", this.skills))
			.toLowerCase(Locale.ROOT)
			.contains(query);
	}

	/**
	 * The same entry with an anchor that no offer of another namespace has.
	 * @return the entry
	 */
	Entry withOwnAnchor() {
		Shelf own = new Shelf("service-" + this.namespace + "-" + this.name, this.shelf.category(), this.shelf.weight(),
				this.shelf.registrationPending(), this.shelf.drainEndsAt(), this.shelf.liveSince());
		return new Entry(this.namespace, this.name, this.type, this.path, this.endpoint, this.description, this.model,
				this.skills, this.payments, this.operations, own);
	}

	/**
	 * How the catalogue shows an entry.
	 *
	 * @param anchor unique on the page
	 * @param category the chip on the card, may be empty
	 * @param weight heavier entries come first
	 * @param registrationPending asked for on chain, not there yet
	 * @param drainEndsAt when the offer closes, RFC 3339
	 * @param liveSince when it was published last, RFC 3339
	 */
	public record Shelf(String anchor, String category, int weight, boolean registrationPending,
			@Nullable String drainEndsAt, String liveSince) {

	}

}
