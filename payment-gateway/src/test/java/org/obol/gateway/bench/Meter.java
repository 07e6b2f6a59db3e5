package org.obol.gateway.bench;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts one process under load and reads what that costs it. */
final class Meter {

	private static final int FIRST_BATCH = 4000;

	private final Subject subject;

	private final URI url;

	private final int connections;

	private final String body;

	private final Buyer buyer;

	private double paidPerSecond = 1000;

	Meter(Subject subject, URI url, int connections, String body, Buyer buyer) {
		this.subject = subject;
		this.url = url;
		this.connections = connections;
		this.body = body;
		this.buyer = buyer;
	}

	Subject subject() {
		return this.subject;
	}

	/**
	 * Lets the program have that much CPU time, a third of it for requests without
	 * payment: on a machine that is busy otherwise, time alone would leave it cold.
	 */
	void warm(Duration time) throws IOException {
		long deadline = System.nanoTime() + time.multipliedBy(4).toNanos();
		while (this.subject.cpu() < time.toSeconds() / 3.0 && System.nanoTime() < deadline) {
			unpaid(Duration.ofSeconds(2), 0);
		}
		while (this.subject.cpu() < time.toSeconds() && System.nanoTime() < deadline) {
			this.paidPerSecond = load(Duration.ofSeconds(10), 0, this.buyer.payments(this.url, FIRST_BATCH))
				.perSecond();
		}
	}

	Measured unpaid(Duration time, double rate) throws IOException {
		return measure(time, rate, null);
	}

	Measured paid(Duration time, double rate) throws IOException {
		double most = ((rate > 0) ? rate : this.paidPerSecond * 1.5) * time.toSeconds();
		Measured measured = measure(time, rate, this.buyer.payments(this.url, (int) most + 100));
		if (rate == 0) {
			this.paidPerSecond = measured.perSecond();
		}
		return measured;
	}

	private Measured measure(Duration time, double rate, @Nullable List<String> payments) throws IOException {
		double before = this.subject.cpu();
		Load.Result result = load(time, rate, payments);
		this.subject.mustRun();
		return new Measured(result, (this.subject.cpu() - before) * 1e6 / result.answered());
	}

	private Load.Result load(Duration time, double rate, @Nullable List<String> payments) throws IOException {
		return new Load(this.url, this.connections, this.body).run(time, rate, payments);
	}

}
