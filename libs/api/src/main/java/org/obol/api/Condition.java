package org.obol.api;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One observation about an object, as Kubernetes spells it.
 *
 * @param type what was observed; the key of the conditions map
 * @param status {@code True}, {@code False} or {@code Unknown}
 * @param reason a CamelCase word that a program can act on
 * @param message a sentence for people
 * @param observedGeneration the generation of the spec that was looked at
 * @param lastTransitionTime when {@code status} last changed
 */
public record Condition(String type, String status, String reason, @Nullable String message,
		@Nullable Long observedGeneration, @Nullable OffsetDateTime lastTransitionTime) {

	/** The status of a condition that holds. */
	public static final String TRUE = "True";

	/** The status of a condition that does not hold. */
	public static final String FALSE = "False";

	/** The status of a condition that could not be observed. */
	public static final String UNKNOWN = "Unknown";

	/**
	 * Tells whether the condition holds.
	 * @return true for status {@code True}
	 */
	public boolean holds() {
		return TRUE.equals(this.status);
	}

	/**
	 * Finds the condition of a type.
	 * @param conditions where to look
	 * @param type the condition's type
	 * @return the condition, if it was ever observed
	 */
	public static Optional<Condition> of(List<Condition> conditions, String type) {
		return conditions.stream().filter((condition) -> condition.type().equals(type)).findFirst();
	}

	/**
	 * Tells whether a type of condition holds.
	 * @param conditions where to look
	 * @param type the condition's type
	 * @return true only if it was observed and holds
	 */
	public static boolean holds(List<Condition> conditions, String type) {
		return of(conditions, type).map(Condition::holds).orElse(false);
	}

}
