package org.obol.x402.chain;

/**
 * A call to a contract.
 *
 * @param to the contract
 * @param data selector and arguments, 0x and hex
 */
public record ContractCall(String to, String data) {
}
