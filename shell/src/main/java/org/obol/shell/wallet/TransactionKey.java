package org.obol.shell.wallet;

import java.math.BigInteger;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.TransactionEncoder;
import org.web3j.utils.Numeric;

/** Signs transactions of one address; the key may be elsewhere. */
interface TransactionKey {

	/**
	 * Whose transactions they are.
	 * @return the address
	 */
	String address();

	/**
	 * Signs.
	 * @param transaction what is to be sent
	 * @return the raw transaction, 0x and hex
	 */
	String sign(Unsigned transaction);

	/**
	 * A key that is here.
	 * @param credentials the key
	 * @return signs with it
	 */
	static TransactionKey of(Credentials credentials) {
		return new TransactionKey() {

			@Override
			public String address() {
				return credentials.getAddress();
			}

			@Override
			public String sign(Unsigned one) {
				RawTransaction transaction = RawTransaction.createTransaction(one.chainId(), one.nonce(), one.gas(),
						one.to(), BigInteger.ZERO, one.data(), one.tip(), one.most());
				return Numeric.toHexString(TransactionEncoder.signMessage(transaction, credentials));
			}

		};
	}

	/**
	 * A call of a contract that sends no coins along (EIP-1559).
	 *
	 * @param chainId the chain
	 * @param nonce the sender's next number
	 * @param gas at most
	 * @param to the contract
	 * @param data the call
	 * @param tip wei per gas for whoever includes it
	 * @param most wei per gas at most
	 */
	record Unsigned(long chainId, BigInteger nonce, BigInteger gas, String to, String data, BigInteger tip,
			BigInteger most) {

	}

}
