package org.obol.gateway.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * Does the same step for all payments that wait for it in one exchange with the database,
 * so that many calls share a round trip and a sync of the disk. Who asked gets an answer
 * when the step is committed, not earlier. Waits for nobody: what is there goes.
 */
final class GroupCommit<I, O> implements AutoCloseable {

	private static final int MOST = 64;

	private final JdbcOperations jdbc;

	private final Step<I, O> step;

	private final BlockingQueue<Waiting<I, O>> queue = new LinkedBlockingQueue<>();

	private final Thread writer;

	private volatile boolean closed;

	GroupCommit(String name, JdbcOperations jdbc, Step<I, O> step) {
		this.jdbc = jdbc;
		this.step = step;
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
		Waiting<I, O> waiting = new Waiting<>(input, new CompletableFuture<>());
		this.queue.add(waiting);
		if (this.closed && this.queue.remove(waiting)) {
			throw new DataAccessResourceFailureException("the ledger is closed");
		}
		try {
			return waiting.result.join();
		}
		catch (CompletionException ex) {
			throw (ex.getCause() instanceof RuntimeException cause) ? cause : ex;
		}
	}

	private void write() {
		List<Waiting<I, O>> group = new ArrayList<>();
		while (!this.closed) {
			try {
				group.add(this.queue.take());
				this.queue.drainTo(group, MOST - 1);
				work(List.copyOf(group));
			}
			catch (InterruptedException ignored) {
				// Closing; the loop ends.
			}
			group.clear();
		}
		this.queue.drainTo(group);
		fail(group, new DataAccessResourceFailureException("the ledger is closed"));
	}

	private void work(List<Waiting<I, O>> group) {
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

	@Override
	public void close() {
		this.closed = true;
		this.writer.interrupt();
	}

	private record Waiting<I, O>(I input, CompletableFuture<O> result) {

	}

}
