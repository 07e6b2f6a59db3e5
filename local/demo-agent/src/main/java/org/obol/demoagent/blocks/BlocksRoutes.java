package org.obol.demoagent.blocks;

import org.obol.demoagent.chain.Block;
import org.obol.demoagent.chain.ChainReader;

import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Answers with the newest block of the chain.
 */
public final class BlocksRoutes {

	private final ChainReader chain;

	public BlocksRoutes(ChainReader chain) {
		this.chain = chain;
	}

	public RouterFunction<ServerResponse> routes() {
		return RouterFunctions.route()
			.GET("/", this::latest)
			.GET("/blocks", this::latest)
			.GET("/blocks/latest", this::latest)
			.build();
	}

	private ServerResponse latest(ServerRequest request) {
		return ServerResponse.ok().body(LatestBlock.of(this.chain.chainId(), this.chain.latestBlock()));
	}

	/**
	 * The newest block, as it is sold.
	 *
	 * @param network the chain in CAIP-2 form
	 * @param number the block's number
	 * @param hash the block's hash
	 * @param time when it was made, ISO 8601 in UTC
	 * @param transactions how many transactions it holds
	 * @param gasUsed the gas they used
	 * @param baseFeePerGasWei the base fee in wei, as a decimal string
	 */
	record LatestBlock(String network, long number, String hash, String time, int transactions, long gasUsed,
			String baseFeePerGasWei) {

		static LatestBlock of(long chainId, Block block) {
			return new LatestBlock("eip155:" + chainId, block.number(), block.hash(), block.time().toString(),
					block.transactions(), block.gasUsed(), block.baseFeePerGas().toString());
		}

	}

}
