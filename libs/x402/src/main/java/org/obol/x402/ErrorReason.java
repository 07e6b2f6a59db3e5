package org.obol.x402;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Why a payment was refused or not settled, as one code of the wire. Facilitators may use
 * codes of their own, so this is an open set: the constants are those this library can
 * produce or decides upon, any other is passed on as it came.
 *
 * @param wire lower-case letters, digits and underscores, at most 100
 */
public record ErrorReason(String wire) {

	// Before the constants, which need it.
	private static final Pattern CODE = Pattern.compile("[a-z0-9_]{1,100}");

	// From the specification, both versions.

	/** The payer has less than the price. */
	public static final ErrorReason INSUFFICIENT_FUNDS = new ErrorReason("insufficient_funds");

	/** The network isn't one that is spoken here. */
	public static final ErrorReason INVALID_NETWORK = new ErrorReason("invalid_network");

	/** The payload isn't complete or not readable. */
	public static final ErrorReason INVALID_PAYLOAD = new ErrorReason("invalid_payload");

	/** The requirements make no sense. */
	public static final ErrorReason INVALID_PAYMENT_REQUIREMENTS = new ErrorReason("invalid_payment_requirements");

	/** No such scheme. */
	public static final ErrorReason INVALID_SCHEME = new ErrorReason("invalid_scheme");

	/** The scheme exists, but not here. */
	public static final ErrorReason UNSUPPORTED_SCHEME = new ErrorReason("unsupported_scheme");

	/** The protocol version isn't 1 or 2. */
	public static final ErrorReason INVALID_X402_VERSION = new ErrorReason("invalid_x402_version");

	/** The settlement transaction was mined but failed. */
	public static final ErrorReason INVALID_TRANSACTION_STATE = new ErrorReason("invalid_transaction_state");

	/** Verification broke; nothing is known about the payment. */
	public static final ErrorReason UNEXPECTED_VERIFY_ERROR = new ErrorReason("unexpected_verify_error");

	/** Settlement broke. */
	public static final ErrorReason UNEXPECTED_SETTLE_ERROR = new ErrorReason("unexpected_settle_error");

	/** The authorization isn't valid yet. */
	public static final ErrorReason VALID_AFTER = new ErrorReason(
			"invalid_exact_evm_payload_authorization_valid_after");

	/** The authorization expires too soon. */
	public static final ErrorReason VALID_BEFORE = new ErrorReason(
			"invalid_exact_evm_payload_authorization_valid_before");

	/** The signed value isn't the price (v1). */
	public static final ErrorReason VALUE_TOO_LOW_V1 = new ErrorReason("invalid_exact_evm_payload_authorization_value");

	/** The signed value isn't the price (v2). */
	public static final ErrorReason VALUE_MISMATCH = new ErrorReason(
			"invalid_exact_evm_payload_authorization_value_mismatch");

	/** The signature isn't the payer's (v1). */
	public static final ErrorReason INVALID_SIGNATURE_V1 = new ErrorReason("invalid_exact_evm_payload_signature");

	/** The signed receiver isn't the seller (v1). */
	public static final ErrorReason RECIPIENT_MISMATCH_V1 = new ErrorReason(
			"invalid_exact_evm_payload_recipient_mismatch");

	// Exact by EIP-3009, as the official facilitator 2.27 spells them.

	/** Payment and requirements aren't both exact. */
	public static final ErrorReason INVALID_EXACT_SCHEME = new ErrorReason("invalid_exact_evm_scheme");

	/** Payment and requirements name different chains. */
	public static final ErrorReason NETWORK_MISMATCH = new ErrorReason("invalid_exact_evm_network_mismatch");

	/** The requirements lack the token's EIP-712 name or version. */
	public static final ErrorReason MISSING_DOMAIN = new ErrorReason("invalid_exact_evm_missing_eip712_domain");

	/** The signed receiver isn't the seller. */
	public static final ErrorReason RECIPIENT_MISMATCH = new ErrorReason("invalid_exact_evm_recipient_mismatch");

	/** The signature isn't the payer's. */
	public static final ErrorReason INVALID_SIGNATURE = new ErrorReason("invalid_exact_evm_signature");

	/** The signature has no known form. */
	public static final ErrorReason UNREADABLE_SIGNATURE = new ErrorReason(
			"invalid_exact_evm_failed_to_parse_signature");

	/** The payer's smart wallet doesn't exist yet. */
	public static final ErrorReason UNDEPLOYED_WALLET = new ErrorReason(
			"invalid_exact_evm_payload_undeployed_smart_wallet");

	/** The authorization was used or cancelled. */
	public static final ErrorReason NONCE_ALREADY_USED = new ErrorReason("invalid_exact_evm_nonce_already_used");

	/** The payer has less than the price (v2). */
	public static final ErrorReason INSUFFICIENT_BALANCE = new ErrorReason("invalid_exact_evm_insufficient_balance");

	/** The chain refuses the transfer for a reason of its own. */
	public static final ErrorReason SIMULATION_FAILED = new ErrorReason(
			"invalid_exact_evm_transaction_simulation_failed");

	/** The token's name isn't the one that was signed for. */
	public static final ErrorReason TOKEN_NAME_MISMATCH = new ErrorReason("invalid_exact_evm_token_name_mismatch");

	/** The token's version isn't the one that was signed for. */
	public static final ErrorReason TOKEN_VERSION_MISMATCH = new ErrorReason(
			"invalid_exact_evm_token_version_mismatch");

	/** The token doesn't know EIP-3009. */
	public static final ErrorReason EIP3009_NOT_SUPPORTED = new ErrorReason("invalid_exact_evm_eip3009_not_supported");

	/** The settlement transaction couldn't be sent, or failed. */
	public static final ErrorReason TRANSACTION_FAILED = new ErrorReason("invalid_exact_evm_transaction_failed");

	/** The transaction succeeded without the transfer. */
	public static final ErrorReason TRANSFER_EVENT_MISMATCH = new ErrorReason(
			"invalid_exact_evm_transfer_event_mismatch");

	/** There is no contract at the asset's address. */
	public static final ErrorReason ASSET_NOT_DEPLOYED = new ErrorReason("asset_not_deployed_contract");

	/** No known transfer method reads this payload. */
	public static final ErrorReason UNSUPPORTED_PAYLOAD = new ErrorReason("unsupported_payload_type");

	/** The smart wallet's factory isn't on the allow-list. */
	public static final ErrorReason FACTORY_NOT_ALLOWED = new ErrorReason("eip6492_factory_not_allowed");

	/** The payer's smart wallet couldn't be deployed. */
	public static final ErrorReason WALLET_DEPLOYMENT_FAILED = new ErrorReason("smart_wallet_deployment_failed");

	/** The transaction was sent and isn't mined yet: neither paid nor unpaid. */
	public static final ErrorReason SETTLEMENT_PENDING = new ErrorReason("settlement_pending");

	/** The same payment is being settled right now. */
	public static final ErrorReason DUPLICATE_SETTLEMENT = new ErrorReason("duplicate_settlement");

	// Permit2 and EIP-2612.

	/** The permit isn't for the x402 proxy. */
	public static final ErrorReason PERMIT2_SPENDER = new ErrorReason("invalid_permit2_spender");

	/** The witness names another receiver. */
	public static final ErrorReason PERMIT2_RECIPIENT_MISMATCH = new ErrorReason("invalid_permit2_recipient_mismatch");

	/** The permit expires too soon. */
	public static final ErrorReason PERMIT2_DEADLINE_EXPIRED = new ErrorReason("permit2_deadline_expired");

	/** The permit isn't valid yet. */
	public static final ErrorReason PERMIT2_NOT_YET_VALID = new ErrorReason("permit2_not_yet_valid");

	/** The permitted amount isn't the price. */
	public static final ErrorReason PERMIT2_AMOUNT_MISMATCH = new ErrorReason("permit2_amount_mismatch");

	/** The permitted token isn't the asset. */
	public static final ErrorReason PERMIT2_TOKEN_MISMATCH = new ErrorReason("permit2_token_mismatch");

	/** The permit's signature isn't the payer's. */
	public static final ErrorReason PERMIT2_SIGNATURE = new ErrorReason("invalid_permit2_signature");

	/** The payer has to approve Permit2 on the chain first; HTTP 412. */
	public static final ErrorReason PERMIT2_ALLOWANCE_REQUIRED = new ErrorReason("permit2_allowance_required");

	/** The chain refuses the permitted transfer for a reason of its own. */
	public static final ErrorReason PERMIT2_SIMULATION_FAILED = new ErrorReason("permit2_simulation_failed");

	/** The payer has less than the permitted amount. */
	public static final ErrorReason PERMIT2_INSUFFICIENT_BALANCE = new ErrorReason("permit2_insufficient_balance");

	/** The x402 proxy doesn't exist on this chain. */
	public static final ErrorReason PERMIT2_PROXY_NOT_DEPLOYED = new ErrorReason("permit2_proxy_not_deployed");

	/** The permit was used or cancelled. */
	public static final ErrorReason PERMIT2_INVALID_NONCE = new ErrorReason("permit2_invalid_nonce");

	/** The EIP-2612 permit that came along isn't readable. */
	public static final ErrorReason EIP2612_FORMAT = new ErrorReason("invalid_eip2612_extension_format");

	/** The EIP-2612 permit is of another payer. */
	public static final ErrorReason EIP2612_FROM_MISMATCH = new ErrorReason("eip2612_from_mismatch");

	/** The EIP-2612 permit is for another token. */
	public static final ErrorReason EIP2612_ASSET_MISMATCH = new ErrorReason("eip2612_asset_mismatch");

	/** The EIP-2612 permit isn't for Permit2. */
	public static final ErrorReason EIP2612_SPENDER = new ErrorReason("eip2612_spender_not_permit2");

	/** The EIP-2612 permit expires too soon. */
	public static final ErrorReason EIP2612_DEADLINE_EXPIRED = new ErrorReason("eip2612_deadline_expired");

	/** The EIP-2612 permit is for another amount. */
	public static final ErrorReason EIP2612_AMOUNT_MISMATCH = new ErrorReason("permit2_2612_amount_mismatch");

	// Upto.

	/** Payment and requirements aren't both upto. */
	public static final ErrorReason INVALID_UPTO_SCHEME = new ErrorReason("invalid_upto_evm_scheme");

	/** Payment and requirements name different chains. */
	public static final ErrorReason UPTO_NETWORK_MISMATCH = new ErrorReason("invalid_upto_evm_network_mismatch");

	/** More is to be settled than was signed. */
	public static final ErrorReason UPTO_EXCEEDS_AMOUNT = new ErrorReason(
			"invalid_upto_evm_payload_settlement_exceeds_amount");

	/** The permit names another facilitator. */
	public static final ErrorReason UPTO_FACILITATOR_MISMATCH = new ErrorReason("upto_facilitator_mismatch");

	/** The settlement transaction couldn't be sent, or failed. */
	public static final ErrorReason UPTO_TRANSACTION_FAILED = new ErrorReason("invalid_upto_evm_transaction_failed");

	// Of this library, for facilitators that don't answer.

	/** No connection; nothing was sent, so nothing happened. */
	public static final ErrorReason FACILITATOR_UNREACHABLE = new ErrorReason("facilitator_unreachable");

	/** The request was sent and no answer came. */
	public static final ErrorReason FACILITATOR_TIMEOUT = new ErrorReason("facilitator_timeout");

	/** The facilitator answered something that is no answer. */
	public static final ErrorReason FACILITATOR_ERROR = new ErrorReason("facilitator_error");

	/** Too many calls are under way, or too many just failed; nothing was sent. */
	public static final ErrorReason FACILITATOR_BUSY = new ErrorReason("facilitator_busy");

	private static final Set<ErrorReason> RETRYABLE = Set.of(SETTLEMENT_PENDING, FACILITATOR_UNREACHABLE,
			FACILITATOR_TIMEOUT, FACILITATOR_ERROR, FACILITATOR_BUSY, UNEXPECTED_VERIFY_ERROR, UNEXPECTED_SETTLE_ERROR,
			DUPLICATE_SETTLEMENT);

	public ErrorReason {
		if (!CODE.matcher(wire).matches()) {
			throw new IllegalArgumentException("not an x402 error code");
		}
	}

	/**
	 * A code that another program sent. What doesn't look like a code is not repeated, as
	 * it may be internal text.
	 * @param wire what was sent
	 * @param otherwise the code to use instead
	 * @return the reason
	 */
	public static ErrorReason received(String wire, ErrorReason otherwise) {
		return CODE.matcher(wire).matches() ? new ErrorReason(wire) : otherwise;
	}

	/**
	 * Whether the same payment may succeed later, without being signed again.
	 * @return true when the refusal isn't the payment's fault
	 */
	public boolean isRetryable() {
		return RETRYABLE.contains(this);
	}

	@Override
	public String toString() {
		return this.wire;
	}

}
