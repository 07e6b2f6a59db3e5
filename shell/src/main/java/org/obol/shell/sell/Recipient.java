package org.obol.shell.sell;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.obol.shell.grammar.Invocation;
import org.obol.shell.grammar.UsageException;
import org.obol.shell.place.Place;
import org.obol.shell.wallet.WalletStore;
import org.obol.x402.evm.EvmAddress;

/** Decides who is paid. */
final class Recipient {

	private static final String VARIABLE = "X402_WALLET";

	private Recipient() {
	}

	static String of(Invocation invocation, Place place, @Nullable String agentWallet) {
		Optional<String> typed = invocation.option("pay-to");
		if (typed.isPresent()) {
			return checked("--pay-to", typed.get());
		}
		Optional<String> variable = place.variable(VARIABLE);
		if (variable.isPresent()) {
			return checked(VARIABLE, variable.get());
		}
		if (agentWallet != null && !agentWallet.isEmpty()) {
			invocation.dialogue().note("Payments go to the agent's own wallet " + agentWallet);
			return agentWallet;
		}
		String usual = SellerDefaults.of(place).payTo();
		if (usual != null) {
			invocation.dialogue().note("Payments go to " + usual + " (obol sell pricing)");
			return checked("selling.json", usual);
		}
		var wallet = new WalletStore(place.dataDirectory()).standard();
		if (wallet.isPresent()) {
			invocation.dialogue()
				.note("Payments go to your wallet '" + wallet.get().name() + "' " + wallet.get().address());
			return wallet.get().address();
		}
		if (invocation.dialogue().canAsk()) {
			return checked("--pay-to", invocation.dialogue().ask("Who is paid (0x address)", ""));
		}
		throw new UsageException("Recipient required: use --pay-to ADDRESS, set " + VARIABLE
				+ ", or make a wallet with `obol wallet new`");
	}

	static String checked(String source, String address) {
		if (!EvmAddress.isValid(address)) {
			boolean form = address.matches("0x[0-9a-fA-F]{40}");
			throw new UsageException(source + ": '" + address + "' is not an address; "
					+ (form ? "its checksum is wrong, so a digit is mistyped" : "write 0x and 40 hex digits"));
		}
		if (address.matches("0x0{40}")) {
			throw new UsageException(source + ": the zero address can't be paid");
		}
		return address;
	}

}
