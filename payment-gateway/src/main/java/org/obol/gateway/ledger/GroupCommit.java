package org.obol.gateway.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * Does the same step for all payments that wait for it in one exchange with the database,
 * so that many calls share a round trip and a sync of the disk. Who asked gets an answer
 * when the step is committed, not earlier. Nobody who waits for it waits for others: what
 * is there goes. What nobody waits for may stay a moment, until there is more of it.
 */
final class GroupCommit<I, O> implements AutoCloseable {

	private static final int MOST = 64;

	private static final Duration ENDS_IN = Duration.ofSeconds(5);

	private final JdbcOperations jdbc;

	private final Step<I, O> step;

	private final Duration patience;

	private final BlockingQueue<Waiting<I, O>> queue = new LinkedBlockingQueue<>();

	private final Thread writer;

	private volatile boolean closed;

	private volatile boolean ended;

	GroupCommit(String name, JdbcOperations jdbc, Step<I, O> step) {
		this(name, jdbc, step, Duration.ZERO);
	}

	/** The patience is for what nobody waits for. */
	GroupCommit(String name, JdbcOperations jdbc, Step<I, O> step, Duration patience) {
		this.jdbc = jdbc;
		this.step = step;
		this.patience = patience;
		this.writer = Thread.ofPlatform().name("ledger-" + name).daemon().start(this::write);
	}

	/** One step for some payments: done for all of them or for none. */
	@FunctionalInterface
	interface Step<I, O> {

		/** Returns one result for each input, in the same order. */
		List<O> run(Connection connection, List<I> inputs) throws SQLException;

	}

	/** Blocks until the step is durable, or throws what the database has against it. */
	O run(I input) {
		return await(start(input));
	}

	/** Blocks until there is a result, or throws what the database has against it. */
	static <O> O await(CompletableFuture<O> result) {
		try {
			return result.join();
		}
		catch (CompletionException ex) {
			throw (ex.getCause() instanceof RuntimeException cause) ? cause : ex;
		}
	}

	/** Has the step done at once, for somebody who does something else meanwhile. */
	CompletableFuture<O> start(I input) {
		CompletableFuture<O> result = add(input, true);
		hurry();
		return result;
	}

	/** Has the step done soon, together with others. */
	CompletableFuture<O> soon(I input) {
		return add(input, false);
	}

	/** Somebody waits for one of those after all. */
	void hurry() {
		LockSupport.unpark(this.writer);
	}

	private CompletableFuture<O> add(I input, boolean hurried) {
		Waiting<I, O> waiting = new Waiting<>(input, new CompletableFuture<>(), hurried);
		this.queue.add(waiting);
		if (this.ended && this.queue.remove(waiting)) {
			waiting.result.completeExceptionally(new DataAccessResourceFailureException("the ledger is closed"));
		}
		return waiting.result;
	}

	private void write() {
		while (!this.closed) {
			try {
				List<Waiting<I, O>> group = new ArrayList<>();
				group.add(this.queue.take());
				gather(group);
				work(group);
			}
			catch (InterruptedException ignored) {
				// Closing; the loop ends.
			}
		}
		// What was taken on is done: the database is still there.
		while (!this.queue.isEmpty()) {
			List<Waiting<I, O>> group = new ArrayList<>();
			this.queue.drainTo(group, MOST);
			work(group);
		}
		this.ended = true;
		List<Waiting<I, O>> late = new ArrayList<>();
		this.queue.drainTo(late);
		fail(late, new DataAccessResourceFailureException("the ledger is closed"));
	}

	private void gather(List<Waiting<I, O>> group) {
		this.queue.drainTo(group, MOST - group.size());
		if (!this.patience.isZero() && group.size() < MOST && group.stream().noneMatch(Waiting::hurried)) {
			// Whoever is in a hurry ends it.
			LockSupport.parkNanos(this.patience.toNanos());
			this.queue.drainTo(group, MOST - group.size());
		}
	}

	private void work(List<Waiting<I, O>> group) {
		// Closing interrupts the wait, not the work.
		Thread.interrupted();
		try {
			List<I> inputs = group.stream().map(Waiting::input).toList();
			List<O> results = Objects.requireNonNull(
					this.jdbc.execute((ConnectionCallback<List<O>>) (connection) -> this.step.run(connection, inputs)));
			for (int i = 0; i < group.size(); i++) {
				group.get(i).result.complete(results.get(i));
			}
		}
		catch (DataAccessException ex) {
			if (group.size() > 1 && isAboutOne(ex)) {
				// None of them is done. Each alone, so that one can't spoil the others.
				group.forEach((each) -> work(List.of(each)));
			}
			else {
				fail(group, ex);
			}
		}
		catch (RuntimeException | Error ex) {
			fail(group, ex);
		}
	}

	/** The database is there, but has something against a row. */
	private static boolean isAboutOne(DataAccessException ex) {
		return ex instanceof DataIntegrityViolationException || ex instanceof ConcurrencyFailureException;
	}

	private void fail(List<Waiting<I, O>> group, Throwable cause) {
		group.forEach((each) -> each.result.completeExceptionally(cause));
	}

	/** Does what is there, and nothing after it. */
	@Override
	public void close() {
		this.closed = true;
		this.writer.interrupt();
		try {
			this.writer.join(ENDS_IN);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private record Waiting<I, O>(I input, CompletableFuture<O> result, boolean hurried) {

	}

}
