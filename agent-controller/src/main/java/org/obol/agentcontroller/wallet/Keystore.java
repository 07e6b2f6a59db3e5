package org.obol.agentcontroller.wallet;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.obol.api.AgentWallet;
import org.obol.kube.Documents;

/**
 * What a Secret says about its key, as far as it can be told without opening it. Whether
 * it can be opened is for the signer to show.
 *
 * @param document the V3 keystore
 * @param password opens it
 * @param token what callers of the signer show
 */
record Keystore(String document, String password, String token) {

	/** What a signer has room for; the keystores of most wallets need 256. */
	private static final long ROOM_MIB = 16;

	private static final int SCRYPT_BLOCK = 128;

	static Keystore in(JsonObject secret) {
		return new Keystore(value(secret, AgentWallet.DOCUMENT), value(secret, AgentWallet.PASSWORD),
				value(secret, AgentWallet.TOKEN));
	}

	/**
	 * Tells why this can't be the key of a wallet.
	 * @param address the address that the Secret claims
	 * @return what is wrong, to follow the Secret's name
	 */
	Optional<String> fault(String address) {
		if (this.password.isEmpty() || this.token.isEmpty()) {
			return Optional.of("has no " + (this.password.isEmpty() ? AgentWallet.PASSWORD : AgentWallet.TOKEN));
		}
		Optional<JsonObject> parsed = parsed();
		if (parsed.isEmpty()) {
			return Optional.of("has no V3 keystore in " + AgentWallet.DOCUMENT);
		}
		String named = Documents.text(parsed.get(), "address").replaceFirst("^0x", "");
		if (!("0x" + named).equalsIgnoreCase(address)) {
			return Optional.of("says it is for " + address + " but its keystore is for 0x" + named);
		}
		JsonElement scrypt = Documents.at(parsed.get(), "crypto", "kdfparams");
		long room = number(scrypt, "n") * number(scrypt, "r") * SCRYPT_BLOCK >> 20;
		return (room <= ROOM_MIB) ? Optional.empty() : Optional.of("has a keystore that takes " + room
				+ " MiB to open, the signer has " + ROOM_MIB + "; `obol agent new --import-wallet` locks a key anew");
	}

	private Optional<JsonObject> parsed() {
		try {
			return Optional.of(JsonParser.parseString(this.document))
				.filter(JsonElement::isJsonObject)
				.map(JsonElement::getAsJsonObject);
		}
		catch (JsonParseException ex) {
			return Optional.empty();
		}
	}

	private static long number(JsonElement object, String name) {
		JsonElement value = object.isJsonObject() ? Documents.at(object.getAsJsonObject(), name) : object;
		boolean isNumber = value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber();
		return isNumber ? Math.clamp(value.getAsLong(), 0, Integer.MAX_VALUE) : 0;
	}

	private static String value(JsonObject secret, String key) {
		return new String(Base64.getDecoder().decode(Documents.text(secret, "data", key)), StandardCharsets.UTF_8);
	}

	/** Without anything secret. */
	@Override
	public String toString() {
		return "Keystore";
	}

}
