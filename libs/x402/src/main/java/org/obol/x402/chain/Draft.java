package org.obol.x402.chain;

import java.math.BigInteger;
import java.util.HexFormat;

import org.obol.x402.evm.EvmAccount;
import org.web3j.crypto.Hash;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.Sign;
import org.web3j.crypto.TransactionEncoder;
import org.web3j.utils.Numeric;

/**
 * A transaction that lacks its nonce and its signature.
 *
 * @param call what it does
 * @param gas the most it may take
 * @param fees what it offers for it
 */
record Draft(ContractCall call, BigInteger gas, Fees fees) {

	private static final BigInteger GAS_OF_NOTHING = BigInteger.valueOf(21_000);

	/** Does nothing but use up its nonce. */
	static Draft ofNothing(EvmAccount account, Fees fees) {
		return new Draft(new ContractCall(account.address(), "0x"), GAS_OF_NOTHING, fees);
	}

	Draft withFees(Fees other) {
		return new Draft(this.call, this.gas, other);
	}

	Signed sign(EvmAccount account, long chainId, BigInteger nonce) {
		RawTransaction transaction = RawTransaction.createTransaction(chainId, nonce, this.gas, this.call.to(),
				BigInteger.ZERO, this.call.data(), this.fees.tip(), this.fees.max());
		byte[] digest = Hash.sha3(TransactionEncoder.encode(transaction));
		byte[] raw = TransactionEncoder.encode(transaction, signature(account.sign(digest)));
		return new Signed(nonce, Numeric.toHexString(raw), Numeric.toHexString(Hash.sha3(raw)));
	}

	private static Sign.SignatureData signature(String hex) {
		byte[] bytes = HexFormat.of().parseHex(hex, 2, hex.length());
		byte[] r = new byte[32];
		byte[] s = new byte[32];
		System.arraycopy(bytes, 0, r, 0, r.length);
		System.arraycopy(bytes, r.length, s, 0, s.length);
		return new Sign.SignatureData(bytes[bytes.length - 1], r, s);
	}

	/**
	 * A transaction that can be sent.
	 *
	 * @param nonce its place among its account's transactions
	 * @param raw all of it, 0x and hex
	 * @param hash its hash
	 */
	record Signed(BigInteger nonce, String raw, String hash) {
	}

}
