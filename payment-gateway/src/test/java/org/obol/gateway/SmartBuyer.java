package org.obol.gateway;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

import org.obol.x402.Authorization;
import org.obol.x402.PaymentPayload;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.SchemePayload;
import org.obol.x402.devchain.AnvilChain;
import org.obol.x402.evm.Eip712Domain;
import org.obol.x402.evm.EvmAccount;
import org.obol.x402.evm.EvmAddress;
import org.obol.x402.evm.TypedData;

/**
 * A buyer whose account is a contract: there already (EIP-1271) or not yet (ERC-6492).
 */
public final class SmartBuyer {

	static final String FACTORY = "0x00000000000000000000000000000000Fac70123";

	private final AnvilChain chain;

	private final EvmAccount owner;

	public SmartBuyer(AnvilChain chain) {
		this.chain = chain;
		this.owner = chain.newAccount();
		chain.place(Path.of(System.getProperty("obol.root", ".."),
				"libs/x402/src/test/resources/contracts/SmartWalletFactory.json"), FACTORY);
		chain.mint(AnvilChain.USDC, address(), 1_000_000);
	}

	public void deploy() {
		this.chain.send(FACTORY, create());
	}

	public String address() {
		String result = this.chain
			.rpc("eth_call",
					Map.of("to", FACTORY, "data",
							this.chain.selector("addressOf(address)") + word(this.owner.address())),
					"latest")
			.asString();
		return EvmAddress.checksummed("0x" + result.substring(26));
	}

	PaymentPayload pays(PaymentRequirements offer, boolean wrapped) {
		Authorization authorization = new Authorization(address(), offer.payTo(), offer.amount(), BigInteger.ZERO,
				BigInteger.valueOf(Instant.now().getEpochSecond() + offer.maxTimeoutSeconds()), Payments.nonce());
		String signature = signature(TypedData.digest(Eip712Domain.ofToken(offer), authorization));
		return PaymentPayload.v2(offer,
				new SchemePayload.Eip3009(wrapped ? wrapped(signature) : signature, authorization), null, Map.of());
	}

	/** As the wallet knows it. */
	public String signature(byte[] digest) {
		return "0x01" + this.owner.sign(digest).substring(2);
	}

	/** abi.encode(factory, calldata, signature) and the magic of ERC-6492. */
	public String wrapped(String signed) {
		String signature = signed.substring(2);
		String calldata = create().substring(2);
		return "0x" + word(FACTORY) + "%064x".formatted(96) + "%064x".formatted(128 + padded(calldata).length() / 2)
				+ "%064x".formatted(calldata.length() / 2) + padded(calldata)
				+ "%064x".formatted(signature.length() / 2) + padded(signature) + "6492".repeat(16);
	}

	private static String padded(String hex) {
		return hex + "0".repeat((64 - hex.length() % 64) % 64);
	}

	private String create() {
		return this.chain.selector("create(address)") + word(this.owner.address());
	}

	private static String word(String address) {
		return "0".repeat(24) + address.substring(2).toLowerCase(Locale.ROOT);
	}

}
