package org.obol.gateway.paywall;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * Lets each key through a number of times a second, with a burst of one second's worth
 * (GCRA: one number per key says when the next call is due). Bounded: keys that could
 * call again anyway are forgotten when there are many.
 */
public final class RateLimiter {

	private static final long SECOND = Duration.ofSeconds(1).toNanos();

	private static final int MANY = 50_000;

	private final Map<String, Long> due = new ConcurrentHashMap<>();

	private final LongSupplier nanos;

	/**
	 * A limiter.
	 * @param nanos the time, monotonic, in nanoseconds
	 */
	public RateLimiter(LongSupplier nanos) {
		this.nanos = nanos;
	}

	/**
	 * Counts a call.
	 * @param key whose call it is
	 * @param perSecond how many are allowed; 0 for any number
	 * @return false when it comes too early, and then it does not count
	 */
	public boolean allows(String key, int perSecond) {
		if (perSecond <= 0) {
			return true;
		}
		long now = this.nanos.getAsLong();
		long step = SECOND / perSecond;
		AtomicBoolean allowed = new AtomicBoolean();
		this.due.compute(key, (ignored, before) -> {
			long next = ((before == null || before - now < 0) ? now : before) + step;
			allowed.set(next - now <= SECOND);
			return (allowed.get() || before == null) ? Long.valueOf(next) : before;
		});
		if (this.due.size() > MANY) {
			this.due.values().removeIf((next) -> next - now < 0);
		}
		return allowed.get();
	}

}
