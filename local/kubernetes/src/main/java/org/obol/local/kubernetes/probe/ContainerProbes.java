package org.obol.local.kubernetes.probe;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1Probe;
import org.jspecify.annotations.Nullable;
import org.obol.local.kubernetes.probe.ProbeTimer.Standing;

/**
 * The probes of one running container: until the startup probe has passed, the others
 * wait; a container without a readiness probe is ready once it has started.
 */
public final class ContainerProbes {

	private static final Duration IDLE = Duration.ofSeconds(30);

	private final ProbeAttempt attempt;

	private final @Nullable Timed startup;

	private final @Nullable Timed readiness;

	private final @Nullable Timed liveness;

	private boolean started;

	private boolean ready;

	/**
	 * Begins with the container's start.
	 * @param container says which probes there are
	 * @param attempt asks the container
	 * @param now {@link System#nanoTime()} of the start
	 */
	public ContainerProbes(V1Container container, ProbeAttempt attempt, long now) {
		this.attempt = attempt;
		this.startup = Timed.of(container.getStartupProbe(), now);
		this.readiness = Timed.of(container.getReadinessProbe(), now);
		this.liveness = Timed.of(container.getLivenessProbe(), now);
		this.started = this.startup == null;
		this.ready = this.started && this.readiness == null;
	}

	/**
	 * Says whether the startup probe has passed.
	 * @return whether the container counts as started
	 */
	public boolean isStarted() {
		return this.started;
	}

	/**
	 * Says whether the readiness probe passes.
	 * @return whether the container is ready
	 */
	public boolean isReady() {
		return this.ready;
	}

	/**
	 * Says how long nothing is due.
	 * @param now {@link System#nanoTime()}
	 * @return zero if something is due now
	 */
	public Duration untilNext(long now) {
		return active().map((timed) -> Duration.ofNanos(Math.max(0, timed.timer().nextAt() - now)))
			.min(Duration::compareTo)
			.orElse(IDLE);
	}

	/**
	 * Asks what is due.
	 * @param now {@link System#nanoTime()}
	 * @return why the container must be killed, if it must
	 */
	public Optional<String> ask(long now) {
		if (!this.started) {
			return askStartup(now);
		}
		if (this.readiness != null && this.readiness.timer().isDue(now)) {
			this.ready = switch (this.readiness.ask(this.attempt, now).standing()) {
				case PASSED -> true;
				case FAILED -> false;
				case UNDECIDED -> this.ready;
			};
		}
		if (this.liveness != null && this.liveness.timer().isDue(now)) {
			return this.liveness.ask(this.attempt, now).killBecause("Liveness");
		}
		return Optional.empty();
	}

	private Optional<String> askStartup(long now) {
		if (this.startup == null || !this.startup.timer().isDue(now)) {
			return Optional.empty();
		}
		Verdict verdict = this.startup.ask(this.attempt, now);
		if (verdict.standing() == Standing.PASSED) {
			this.started = true;
			this.ready = this.readiness == null;
		}
		return verdict.killBecause("Startup");
	}

	private Stream<Timed> active() {
		return Stream
			.of(Optional.ofNullable(this.started ? null : this.startup),
					Optional.ofNullable(this.started ? this.readiness : null),
					Optional.ofNullable(this.started ? this.liveness : null))
			.flatMap(Optional::stream);
	}

	private record Verdict(Standing standing, String why) {

		Optional<String> killBecause(String which) {
			return (this.standing == Standing.FAILED) ? Optional.of(which + " probe failed: " + this.why)
					: Optional.empty();
		}

	}

	private record Timed(V1Probe probe, ProbeTimer timer) {

		static @Nullable Timed of(@Nullable V1Probe probe, long now) {
			return (probe != null) ? new Timed(probe, new ProbeTimer(probe, now)) : null;
		}

		Verdict ask(ProbeAttempt attempt, long now) {
			Optional<String> failure = attempt.failure(this.probe);
			return new Verdict(this.timer.record(failure.isEmpty(), now), failure.orElse(""));
		}

	}

}
