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
 * @param payments the ways to pay, never empty
 * @param operations the calls it answers
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
	 * Where a call is sent.
	 * @return the endpoint, for chats with the path of the chat API
	 */
	public String callUrl() {
		return isChat() ? this.endpoint + "/v1/chat/completions" : this.endpoint;
	}

	/**
	 * The method of a call.
	 * @return GET for plain HTTP services, else POST
	 */
	public String callMethod() {
		return ServiceOfferSpec.TYPE_HTTP.equals(this.type) ? "GET" : "POST";
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
