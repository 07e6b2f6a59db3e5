package org.obol.gateway.paywall;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a buyer gets. */
public sealed interface Reply {

	/**
	 * The status.
	 * @return an HTTP status code
	 */
	int status();

	/**
	 * The headers.
	 * @return values by name
	 */
	Map<String, List<String>> headers();

	/**
	 * All of it at once.
	 *
	 * @param status the status
	 * @param headers values by name
	 * @param body the bytes
	 * @param delivered run when the buyer has it; absent when nobody keeps account
	 */
	record Whole(int status, Map<String, List<String>> headers, byte[] body,
			@Nullable Runnable delivered) implements Reply {

		/**
		 * A reply nobody keeps account of.
		 * @param status the status
		 * @param headers values by name
		 * @param body the bytes
		 */
		public Whole(int status, Map<String, List<String>> headers, byte[] body) {
			this(status, headers, body, null);
		}

	}

	/**
	 * As it comes.
	 *
	 * @param status the status
	 * @param headers values by name
	 * @param parts blocks for the next part; nothing after the last one
	 * @param delivered run when the buyer has all of it
	 * @param close ends the call, whether or not the buyer has all of it
	 */
	record Flowing(int status, Map<String, List<String>> headers, Supplier<Optional<byte[]>> parts, Runnable delivered,
			Runnable close) implements Reply {

		Flowing closing(Runnable more) {
			AtomicBoolean closed = new AtomicBoolean();
			return new Flowing(this.status, this.headers, this.parts, this.delivered, () -> {
				this.close.run();
				if (closed.compareAndSet(false, true)) {
					more.run();
				}
			});
		}

	}

}
