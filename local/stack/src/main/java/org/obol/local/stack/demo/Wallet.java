package org.obol.local.stack.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;

import org.obol.local.stack.chain.ChainRpc;
import org.obol.local.stack.chain.TestToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * One of the demo's two accounts, as its keystore names it.
 *
 * @param name what the console calls it
 * @param address its account
 */
record Wallet(String name, String address) {

	static Wallet read(String name, Path keystore) {
		try {
			String address = JsonMapper.shared().readTree(Files.readString(keystore)).path("address").asString();
			return new Wallet(name, address.startsWith("0x") ? address : "0x" + address);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	BigInteger usdc(ChainRpc chain) {
		return chain.balanceOf(TestToken.USDC.address(), this.address);
	}

}
