package org.obol.agenttools.contract;

import java.math.BigInteger;
import java.util.List;
import org.web3j.crypto.Hash;
import org.web3j.utils.Numeric;

/** Where proxies keep the address of the code they run. */
public final class ProxySlots {

	/** EIP-1967, EIP-1822 and the proxies of ZeppelinOS, which USDC is one of. */
	public static final List<String> IMPLEMENTATION = List.of(before("eip1967.proxy.implementation"),
			Hash.sha3String("PROXIABLE"), Hash.sha3String("org.zeppelinos.proxy.implementation"));

	/** EIP-1967: a contract that tells the implementation. */
	public static final String BEACON = before("eip1967.proxy.beacon");

	/** What a beacon is asked. */
	public static final String ASK_BEACON = Hash.sha3String("implementation()").substring(0, 10);

	private ProxySlots() {
	}

	private static String before(String name) {
		return Numeric.toHexStringWithPrefixZeroPadded(Numeric.toBigInt(Hash.sha3String(name)).subtract(BigInteger.ONE),
				64);
	}

}
