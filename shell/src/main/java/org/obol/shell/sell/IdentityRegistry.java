package org.obol.shell.sell;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.math.BigInteger;
import java.util.Optional;
import java.util.Set;
import org.obol.shell.chain.Calldata;
import org.obol.shell.chain.Chain;
import org.obol.shell.grammar.RefusedException;
import org.obol.shell.wallet.Sender;
import org.obol.x402.Network;

/**
 * ERC-8004's registry of agents on one chain: an agent is a token whose URI is its
 * registration document.
 */
final class IdentityRegistry {

	private static final String REGISTER = "0xf2c298be";

	private static final String SET_METADATA = "0x466648da";

	private static final String GET_METADATA = "0xcb4799f2";

	private static final String SET_AGENT_URI = "0x0af28bd3";

	private static final String PAID_KEY = "x402";

	private static final String PAID = "{\"x402\":true}";

	private static final String OWNER_OF = "0x6352211e";

	private static final String TOKEN_URI = "0xc87b56dd";

	private static final String REGISTERED = "0xca52e62c367d81bb2e328eb795f7c7ba24afb478408a26c0e201d155c449bc4a";

	private static final String MAINNETS = "0x8004A169FB4a3325136EB29fA0ceB6D2e539a432";

	private static final String TESTNETS = "0x8004A818BFB912233c491871b3d84c89A494BD9e";

	private static final Set<Long> TESTNET_IDS = Set.of(11155111L, 84532L, 421614L, 80002L, 43113L, 11155420L);

	private final Chain chain;

	private final String address;

	private IdentityRegistry(Chain chain, String address) {
		this.chain = chain;
		this.address = address;
	}

	static IdentityRegistry on(Chain chain) {
		Network network = chain.network();
		String address = TESTNET_IDS.contains(network.chainId()) ? TESTNETS : MAINNETS;
		if (!chain.hasCode(address)) {
			throw new RefusedException("There is no ERC-8004 registry on " + network.displayName() + " at " + address);
		}
		return new IdentityRegistry(chain, address);
	}

	String address() {
		return this.address;
	}

	/** The newest agent that an account registered with a document and still owns. */
	Optional<Registered> find(String owner, String uri) {
		JsonArray logs = this.chain.logs(this.address, REGISTERED, null, "0x" + Chain.word(owner));
		Optional<Registered> found = Optional.empty();
		for (JsonElement entry : logs) {
			JsonObject log = entry.getAsJsonObject();
			BigInteger id = agentId(log);
			if (owner.equalsIgnoreCase(ownerOf(id)) && uri.equals(uriOf(id))) {
				found = Optional.of(new Registered(id, log.get("transactionHash").getAsString()));
			}
		}
		return found;
	}

	Registered register(String uri, Sender sender) {
		JsonObject receipt = sender.send(this.address, Calldata.of(REGISTER, 1).text(uri).hex());
		for (JsonElement entry : receipt.getAsJsonArray("logs")) {
			JsonObject log = entry.getAsJsonObject();
			if (REGISTERED.equals(log.getAsJsonArray("topics").get(0).getAsString())) {
				return new Registered(agentId(log), receipt.get("transactionHash").getAsString());
			}
		}
		throw new RefusedException("Transaction " + receipt.get("transactionHash").getAsString()
				+ " succeeded but registered nothing; is " + this.address + " really the registry?");
	}

	/** Tells the world that the agent is paid over x402, as the reference does. */
	void markAsPaid(BigInteger agentId, Sender sender) {
		sender.send(this.address, Calldata.of(SET_METADATA, 3).number(agentId).text(PAID_KEY).text(PAID).hex());
	}

	/** Whether the world was told already. */
	boolean isMarkedAsPaid(BigInteger agentId) {
		return PAID.equals(Calldata.readText(
				this.chain.call(this.address, Calldata.of(GET_METADATA, 2).number(agentId).text(PAID_KEY).hex())));
	}

	/** Lets an agent point to another document. */
	String pointTo(BigInteger agentId, String uri, Sender sender) {
		return sender.send(this.address, Calldata.of(SET_AGENT_URI, 2).number(agentId).text(uri).hex())
			.get("transactionHash")
			.getAsString();
	}

	Chain chain() {
		return this.chain;
	}

	Network network() {
		return this.chain.network();
	}

	/** The registry's name in registration documents. */
	String caip10() {
		return network().caip2() + ":" + this.address;
	}

	private String ownerOf(BigInteger agentId) {
		String word = this.chain.call(this.address, Calldata.of(OWNER_OF, 1).number(agentId).hex());
		return "0x" + word.substring(word.length() - 40);
	}

	private String uriOf(BigInteger agentId) {
		return Calldata.readText(this.chain.call(this.address, Calldata.of(TOKEN_URI, 1).number(agentId).hex()));
	}

	private static BigInteger agentId(JsonObject log) {
		return Chain.quantity(log.getAsJsonArray("topics").get(1));
	}

	/**
	 * An agent on the chain.
	 *
	 * @param agentId its number in this registry
	 * @param transaction what registered it
	 */
	record Registered(BigInteger agentId, String transaction) {

	}

}
