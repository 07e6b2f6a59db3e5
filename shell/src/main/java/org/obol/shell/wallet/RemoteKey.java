package org.obol.shell.wallet;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.obol.kube.Documents;
import org.obol.shell.grammar.RefusedException;

/** A key that only a remote signer has. */
final class RemoteKey implements TransactionKey {

	private static final Duration PATIENCE = Duration.ofSeconds(15);

	private final URI signer;

	private final String token;

	private final String address;

	private RemoteKey(URI signer, String token, String address) {
		this.signer = signer;
		this.token = token;
		this.address = address;
	}

	/**
	 * Asks a signer for its key.
	 * @param signer its URL, without a path
	 * @param token what it wants to see; empty if nothing
	 * @return the only key it has
	 * @throws RefusedException if it does not have exactly one
	 */
	static RemoteKey at(URI signer, String token) {
		JsonElement keys = call(signer, token, "keys", null).get("keys");
		List<String> addresses = (keys instanceof JsonArray array)
				? StreamSupport.stream(array.spliterator(), false).map(JsonElement::getAsString).toList() : List.of();
		if (addresses.size() != 1) {
			throw new RefusedException(
					"The signer at " + signer + " has " + addresses.size() + " keys; it must have exactly one");
		}
		return new RemoteKey(signer, token, addresses.getFirst());
	}

	@Override
	public String address() {
		return this.address;
	}

	@Override
	public String sign(Unsigned one) {
		JsonObject body = Documents.object("chain_id", String.valueOf(one.chainId()), "to", one.to(), "nonce",
				one.nonce().toString(), "gas_limit", one.gas().toString(), "max_fee_per_gas", one.most().toString(),
				"max_priority_fee_per_gas", one.tip().toString(), "value", "0", "data", one.data());
		String signed = Documents.text(call(this.signer, this.token, "sign/" + this.address + "/transaction", body),
				"signed_transaction");
		if (!signed.startsWith("0x02")) {
			throw new RefusedException("The signer at " + this.signer + " gave back no signed transaction");
		}
		return signed;
	}

	private static JsonObject call(URI signer, String token, String path, @Nullable JsonObject body) {
		HttpRequest.Builder request = HttpRequest.newBuilder(signer.resolve("/api/v1/" + path)).timeout(PATIENCE);
		if (!token.isEmpty()) {
			request.header("Authorization", "Bearer " + token);
		}
		if (body != null) {
			request.header("Content-Type", "application/json")
				.POST(HttpRequest.BodyPublishers.ofString(body.toString()));
		}
		try (HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
			HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
			if (response.statusCode() != 200) {
				throw new RefusedException("The signer at " + signer + " refused: HTTP " + response.statusCode()
						+ ((response.statusCode() == 401) ? "; give its token with --signer-token-file" : ""));
			}
			return JsonParser.parseString(response.body()).getAsJsonObject();
		}
		catch (IOException ex) {
			throw new RefusedException("The signer at " + signer + " does not answer", ex);
		}
		catch (JsonParseException | IllegalStateException ex) {
			throw new RefusedException("What answers at " + signer + " is no signer", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new RefusedException("Cancelled", ex);
		}
	}

}
