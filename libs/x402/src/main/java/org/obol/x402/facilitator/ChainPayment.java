package org.obol.x402.facilitator;

import java.util.Optional;

import org.obol.x402.AtomicAmount;
import org.obol.x402.PaymentId;
import org.obol.x402.chain.ContractCall;

/**
 * One payment beside the offer it is for, on the chain where it would be settled. One
 * implementation per way to move money.
 */
interface ChainPayment {

	PaymentId id();

	/** Everything that must be right before it is worth a simulation. */
	Optional<Refusal> refusalBeforeSimulation();

	/** Whether the chain would take the settlement in the newest block's state. */
	Optional<Refusal> refusalBySimulation();

	/** Why the chain refuses a settlement that was in order so far. */
	Refusal diagnose(String detail);

	/** The call that makes the payer's wallet exist, when it has to be made first. */
	Optional<ContractCall> deployment();

	/** The call that moves the money. */
	ContractCall settlement();

	String asset();

	String payer();

	String receiver();

	/** Atomic units that the settlement moves. */
	AtomicAmount amount();

}
