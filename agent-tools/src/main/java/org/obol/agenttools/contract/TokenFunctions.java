package org.obol.agenttools.contract;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.web3j.crypto.Hash;

/**
 * The functions by which tokens of any standard are moved or lent. They are known by
 * their selectors, as a contract knows them: another name with the same one is the same.
 */
public final class TokenFunctions {

	private static final Set<String> APPROVE = selectors("approve(address,uint256)",
			"increaseAllowance(address,uint256)", "increaseApproval(address,uint256)");

	private static final Set<String> MOVE = selectors("transfer(address,uint256)",
			"transferFrom(address,address,uint256)", "safeTransfer(address,uint256)",
			"safeTransferFrom(address,address,uint256)", "safeTransferFrom(address,address,uint256,bytes)",
			"safeTransferFrom(address,address,uint256,uint256,bytes)",
			"safeBatchTransferFrom(address,address,uint256[],uint256[],bytes)", "setApprovalForAll(address,bool)",
			"permit(address,address,uint256,uint256,uint8,bytes32,bytes32)",
			"permit(address,address,uint256,uint256,bool,uint8,bytes32,bytes32)",
			"permit(address,address,uint256,uint256,bytes)",
			"transferWithAuthorization(address,address,uint256,uint256,uint256,bytes32,uint8,bytes32,bytes32)",
			"transferWithAuthorization(address,address,uint256,uint256,uint256,bytes32,bytes)",
			"receiveWithAuthorization(address,address,uint256,uint256,uint256,bytes32,uint8,bytes32,bytes32)",
			"receiveWithAuthorization(address,address,uint256,uint256,uint256,bytes32,bytes)",
			"transferAndCall(address,uint256)", "transferAndCall(address,uint256,bytes)",
			"transferFromAndCall(address,address,uint256)", "transferFromAndCall(address,address,uint256,bytes)",
			"approveAndCall(address,uint256)", "approveAndCall(address,uint256,bytes)", "send(address,uint256,bytes)",
			"operatorSend(address,address,uint256,bytes,bytes)", "authorizeOperator(address)", "push(address,uint256)",
			"pull(address,uint256)", "move(address,address,uint256)", "approve(address,address,uint160,uint48)",
			"transferFrom(address,address,uint160,address)");

	private TokenFunctions() {
	}

	/**
	 * Tells whether a function lends tokens of the contract it is called on.
	 * @param function the function
	 * @return true for {@code approve(address,uint256)} and its kind
	 */
	public static boolean approves(ContractFunction function) {
		return APPROVE.contains(function.selector());
	}

	/**
	 * Tells whether a function moves tokens, or lends them without a bound.
	 * @param function the function
	 * @return true if no policy may list it
	 */
	public static boolean moves(ContractFunction function) {
		return MOVE.contains(function.selector());
	}

	private static Set<String> selectors(String... signatures) {
		return Stream.of(signatures)
			.map((signature) -> Hash.sha3String(signature).substring(0, 10))
			.collect(Collectors.toUnmodifiableSet());
	}

}
