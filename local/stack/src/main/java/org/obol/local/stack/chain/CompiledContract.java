package org.obol.local.stack.chain;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An artefact of {@code src/main/solidity/build.mjs}.
 *
 * @param name the contract's name
 * @param address where it is placed, empty when it is deployed by a transaction
 * @param sourceHash SHA-256 over all sources that it was compiled with, in hex
 * @param runtimeCode the code that lives on the chain, in hex with 0x
 */
record CompiledContract(String name, String address, String sourceHash, String runtimeCode) {

	static CompiledContract load(String name) {
		try (InputStream artefact = CompiledContract.class.getResourceAsStream(name + ".json")) {
			if (artefact == null) {
				throw new IllegalStateException("the artefact of " + name + " is not on the class path");
			}
			JsonNode content = JsonMapper.shared().readTree(artefact);
			return new CompiledContract(name, content.path("address").asString(""),
					content.path("sourceHash").stringValue(), content.path("deployedBytecode").stringValue());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
