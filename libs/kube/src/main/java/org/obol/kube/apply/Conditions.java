package org.obol.kube.apply;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.obol.api.Condition;

/**
 * The conditions that a pass observes, on top of those observed before. Types keep their
 * order; a transition time changes only when the status flips.
 */
public final class Conditions {

	private static final int LONGEST_MESSAGE = 200;

	private final Clock clock;

	private final long generation;

	private final List<Condition> conditions;

	/**
	 * Starts from what was observed before.
	 * @param before the conditions as last written
	 * @param generation the generation of the spec that this pass looks at
	 * @param clock the time of a transition
	 */
	public Conditions(List<Condition> before, long generation, Clock clock) {
		this.conditions = new ArrayList<>(before);
		this.generation = generation;
		this.clock = clock;
	}

	/**
	 * Notes that a condition holds.
	 * @param type the condition's type
	 * @param reason a CamelCase word
	 * @param message a sentence
	 * @return this
	 */
	public Conditions holds(String type, String reason, String message) {
		return set(type, Condition.TRUE, reason, message);
	}

	/**
	 * Notes that a condition does not hold.
	 * @param type the condition's type
	 * @param reason a CamelCase word
	 * @param message a sentence
	 * @return this
	 */
	public Conditions fails(String type, String reason, String message) {
		return set(type, Condition.FALSE, reason, message);
	}

	/**
	 * Notes what was observed.
	 * @param type the condition's type
	 * @param status {@code True}, {@code False} or {@code Unknown}
	 * @param reason a CamelCase word
	 * @param message a sentence, cut to 200 characters
	 * @return this
	 */
	public Conditions set(String type, String status, String reason, String message) {
		int at = indexOf(type);
		OffsetDateTime since = now();
		if (at >= 0 && this.conditions.get(at).status().equals(status)
				&& this.conditions.get(at).lastTransitionTime() != null) {
			since = this.conditions.get(at).lastTransitionTime();
		}
		Condition condition = new Condition(type, status, reason, cut(message), this.generation, since);
		if (at >= 0) {
			this.conditions.set(at, condition);
		}
		else {
			this.conditions.add(condition);
		}
		return this;
	}

	/**
	 * Tells whether a condition holds.
	 * @param type the condition's type
	 * @return true only if it was observed and holds
	 */
	public boolean isTrue(String type) {
		return Condition.holds(this.conditions, type);
	}

	/**
	 * Everything observed so far.
	 * @return a copy
	 */
	public List<Condition> toList() {
		return List.copyOf(this.conditions);
	}

	private int indexOf(String type) {
		for (int i = 0; i < this.conditions.size(); i++) {
			if (this.conditions.get(i).type().equals(type)) {
				return i;
			}
		}
		return -1;
	}

	private OffsetDateTime now() {
		// Whole seconds, as the API server's own conditions have.
		return OffsetDateTime.ofInstant(this.clock.instant().truncatedTo(ChronoUnit.SECONDS), ZoneOffset.UTC);
	}

	private static String cut(String message) {
		if (message.length() <= LONGEST_MESSAGE) {
			return message;
		}
		return message.substring(0, LONGEST_MESSAGE - 1) + "…";
	}

}
