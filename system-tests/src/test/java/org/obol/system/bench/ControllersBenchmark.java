package org.obol.system.bench;

import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.informer.SharedIndexInformer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.obol.api.Agent;
import org.obol.api.Condition;
import org.obol.api.ServiceOffer;
import org.obol.kube.Documents;
import org.obol.kube.Informers;
import org.obol.kube.ObjectKey;
import org.obol.kube.ObjectMetadata;
import org.obol.kube.ResourceType;
import org.obol.local.kubernetes.controlplane.ControlPlane;
import org.obol.local.kubernetes.controlplane.ControlPlaneOptions;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code make bench-controllers}: the two controllers and the gateway as processes, a
 * real API server, many agents and offers. Prints a table; sizes are the properties
 * {@code bench.agents} and {@code bench.offers}. Not part of the build.
 */
class ControllersBenchmark {

	private static final int AGENTS = Integer.getInteger("bench.agents", 1000);

	private static final int OFFERS = Integer.getInteger("bench.offers", 10_000);

	private static final int AGENT_OFFERS = Math.min(100, OFFERS / 2);

	private static final Duration IDLE = Duration.ofSeconds(Integer.getInteger("bench.idle", 60));

	private static final int NEW_OFFERS = Integer.getInteger("bench.new", 20);

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	private final Figures figures = new Figures();

	private final int gatewayPort = Program.freePort();

	private final int gatewayAdmin = Program.freePort();

	private Population population;

	private Informers seen;

	private SharedIndexInformer<ObjectMetadata> deployments;

	private Path logs;

	private String kubeconfig;

	@Test
	void measures() throws Exception {
		this.logs = Files
			.createDirectories(Path.of(System.getProperty("obol.root"), "system-tests", "target", "bench-controllers"));
		try (ControlPlane kubernetes = ControlPlane.start(ControlPlaneOptions.temporary());
				EmbeddedPostgres database = EmbeddedPostgres.builder().start()) {
			this.kubeconfig = kubernetes.kubeconfig().toString();
			this.population = new Population(kubernetes.client());
			Crds.apply(this.population.cluster());
			this.population.namespaces(AGENTS);
			try (Informers informers = new Informers(kubernetes.client());
					OneNode node = new OneNode(this.population.cluster(), "agent-" + Population.agent(0));
					Program gateway = gateway(database).awaitReady()) {
				this.population.services(node.port());
				this.seen = informers;
				informers.agents();
				informers.offers();
				this.deployments = informers.metadata(ResourceType.DEPLOYMENT, "");
				informers.start();
				Program.await(informers::hasSynced, "the benchmark's own caches");
				run();
			}
		}
		this.figures.print(this.logs.resolve("figures.md"));
	}

	private void run() throws ApiException, IOException, InterruptedException {
		Program agents = agentController().awaitReady();
		Program offers = offerController().awaitReady();
		try {
			provision(agents);
			resolve(offers);
			changeTheModel();
			publish();
			if (IDLE.isZero()) {
				return;
			}
			rest(agents, offers);
		}
		finally {
			agents.close();
			offers.close();
		}
		try (Program again = agentController()) {
			this.figures.add("agent-controller: start to first pass", again.awaitFirstPass());
		}
		try (Program again = offerController()) {
			this.figures.add("offer-controller: start to first pass", again.awaitFirstPass());
		}
	}

	/**
	 * From the first create to the Deployment, which is applied last, of the last one.
	 */
	private void provision(Program controller) {
		Map<String, Long> before = this.population.writes();
		double[] work = { controller.passes(), controller.cpuSeconds(), this.population.events() };
		long start = System.nanoTime();
		this.population.agents(AGENTS);
		this.figures.add(AGENTS + " agents: created", since(start));
		awaitAll("every agent's children", () -> deployments() >= AGENTS);
		this.figures.add(AGENTS + " agents: create to all children applied", since(start));
		awaitAll("every agent's status",
				() -> count(Informers.all(this.seen.agents()), ControllersBenchmark::told) >= AGENTS);
		this.figures.add(AGENTS + " agents: create to every status written", since(start));
		this.figures.writes("writes per agent", difference(before, this.population.writes()), AGENTS);
		work(controller, work, AGENTS);
		Program.await(() -> agent().getStatus().isReady(), "the agent with a pod to be ready");
	}

	private void resolve(Program controller) {
		Map<String, Long> before = this.population.writes();
		double[] work = { controller.passes(), controller.cpuSeconds(), this.population.events() };
		long start = System.nanoTime();
		this.population.agentOffers(AGENT_OFFERS);
		this.population.httpOffers(0, OFFERS - AGENT_OFFERS);
		this.figures.add(OFFERS + " offers: created", since(start));
		awaitAll("every offer's terms",
				() -> count(offers(), (offer) -> !offer.getStatus().accepts().isEmpty()) >= OFFERS);
		this.figures.add(OFFERS + " offers: create to every one resolved", since(start));
		awaitAll("every offer to be live",
				() -> count(offers(), (offer) -> Condition.holds(offer.conditions(), "Ready")) >= OFFERS);
		this.figures.add(OFFERS + " offers: create to every one seen live at the gateway", since(start));
		this.figures.writes("writes per offer", difference(before, this.population.writes()), OFFERS);
		work(controller, work, OFFERS);
	}

	private void work(Program controller, double[] before, int objects) {
		this.figures.add(controller.name + ": passes per object",
				"%.1f".formatted((controller.passes() - before[0]) / objects));
		this.figures.add(controller.name + ": events per object",
				"%.1f".formatted((this.population.events() - before[2]) / objects));
		this.figures.add(controller.name + ": CPU", "%.1f s".formatted(controller.cpuSeconds() - before[1]));
		this.figures.add(controller.name + ": RSS then", "%.0f MiB".formatted(controller.residentMiB()));
	}

	private void changeTheModel() throws ApiException {
		for (int round = 1; round <= 3; round++) {
			String model = "model-" + round;
			long start = System.nanoTime();
			this.population.cluster()
				.merge(ResourceType.AGENT, agentKey(), Documents.object("spec", Documents.object("model", model)));
			Program.await(() -> reached(model) >= AGENT_OFFERS, "the model to reach every offer");
			this.figures.add("model change to its " + AGENT_OFFERS + " offers, round " + round, since(start));
		}
	}

	private long reached(String model) {
		return count(offers(), (offer) -> offer.getStatus().agentResolution() != null
				&& model.equals(offer.getStatus().agentResolution().model()));
	}

	/** From before the apply to the gateway's first 402 of the new offer. */
	private void publish() throws ApiException, IOException, InterruptedException {
		List<Duration> priced = new ArrayList<>();
		List<Duration> live = new ArrayList<>();
		for (int i = 0; i < NEW_OFFERS; i++) {
			String name = "new-" + i;
			HttpRequest request = HttpRequest
				.newBuilder(URI.create("http://127.0.0.1:" + this.gatewayPort + "/services/" + name))
				.build();
			long start = System.nanoTime();
			ObjectKey key = this.population.httpOffer(name);
			while (HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() != 402) {
				if (priced.size() == i && hasTerms(key)) {
					priced.add(since(start));
				}
				assertThat(since(start)).isLessThan(Duration.ofSeconds(30));
				Program.pause(Duration.ofMillis(5));
			}
			live.add(since(start));
			if (priced.size() == i) {
				priced.add(live.getLast());
			}
		}
		spread("apply to terms in the status", priced);
		spread("apply to 402 at the gateway", live);
	}

	private boolean hasTerms(ObjectKey offer) {
		return Informers.find(this.seen.offers(), offer)
			.filter((found) -> !found.getStatus().accepts().isEmpty())
			.isPresent();
	}

	private void spread(String what, List<Duration> times) {
		List<Duration> sorted = times.stream().sorted().toList();
		this.figures.add(what + ": median", sorted.get(sorted.size() / 2));
		this.figures.add(what + ": slowest of " + sorted.size(), sorted.getLast());
	}

	private void rest(Program agents, Program offers) {
		Program.pause(Duration.ofSeconds(15));
		Map<String, Long> before = this.population.writes();
		long events = this.population.events();
		double[] cpu = { agents.cpuSeconds(), offers.cpuSeconds() };
		double[] passes = { agents.passes(), offers.passes() };
		Program.pause(IDLE);
		double minutes = IDLE.toSeconds() / 60.0;
		this.figures.writes("writes in " + IDLE.toSeconds() + " idle seconds",
				difference(before, this.population.writes()), 1);
		this.figures.add("events of the controllers among them", "" + (this.population.events() - events));
		for (Program program : List.of(agents, offers)) {
			int i = (program == agents) ? 0 : 1;
			this.figures.add(program.name + ": passes per idle minute",
					"%.0f".formatted((program.passes() - passes[i]) / minutes));
			this.figures.add(program.name + ": CPU per idle minute",
					"%.1f s".formatted((program.cpuSeconds() - cpu[i]) / minutes));
			this.figures.add(program.name + ": RSS", "%.0f MiB".formatted(program.residentMiB()));
			this.figures.add(program.name + ": highest RSS", "%.0f MiB".formatted(program.mostResidentMiB()));
			this.figures.add(program.name + ": live heap", "%.0f MiB".formatted(program.liveHeapMiB()));
		}
	}

	private Program gateway(EmbeddedPostgres database) {
		return Program.start("payment-gateway", List.of("-Xmx256m"), this.gatewayAdmin,
				Map.of("KUBECONFIG", this.kubeconfig, "OBOL_LOCAL", "true", "SERVER_PORT", "" + this.gatewayPort,
						"MANAGEMENT_SERVER_PORT", "" + this.gatewayAdmin, "SPRING_DATASOURCE_URL",
						database.getJdbcUrl("postgres", "postgres"), "SPRING_DATASOURCE_USERNAME", "postgres",
						"SPRING_DATASOURCE_PASSWORD", "postgres", "OBOL_FACILITATOR_MODE", "remote",
						"OBOL_FACILITATOR_URL", "http://127.0.0.1:9"),
				this.logs);
	}

	private Program agentController() {
		int port = Program.freePort();
		return Program.start("agent-controller", List.of(), port, Map.of("KUBECONFIG", this.kubeconfig, "OBOL_LOCAL",
				"true", "SERVER_PORT", "" + port, "OBOL_AGENTS_RPCURL", "http://rpc.example.org:8545"), this.logs);
	}

	private Program offerController() {
		int port = Program.freePort();
		return Program.start("offer-controller", List.of(), port,
				Map.of("KUBECONFIG", this.kubeconfig, "OBOL_LOCAL", "true", "SERVER_PORT", "" + port,
						"OBOL_GATEWAY_URL", "http://127.0.0.1:" + this.gatewayPort, "OBOL_GATEWAY_READINESSURL",
						"http://127.0.0.1:" + this.gatewayAdmin + "/actuator/health/readiness"),
				this.logs);
	}

	private static boolean told(Agent agent) {
		return agent.getStatus().observedGeneration() != null;
	}

	private long deployments() {
		return count(Informers.all(this.deployments),
				(deployment) -> "hermes".equals(deployment.getMetadata().getName()));
	}

	private List<ServiceOffer> offers() {
		return Informers.all(this.seen.offers());
	}

	private Agent agent() {
		return Informers.find(this.seen.agents(), agentKey()).orElseThrow();
	}

	private static ObjectKey agentKey() {
		return new ObjectKey("agent-" + Population.agent(0), Population.agent(0));
	}

	private static <T> long count(List<T> all, Predicate<T> which) {
		return all.stream().filter(which).count();
	}

	private static Duration since(long start) {
		return Duration.ofNanos(System.nanoTime() - start);
	}

	private static void awaitAll(String what, BooleanSupplier done) {
		long deadline = System.nanoTime() + Duration.ofMinutes(30).toNanos();
		while (!done.getAsBoolean()) {
			assertThat(System.nanoTime()).as("waited for " + what).isLessThan(deadline);
			Program.pause(Duration.ofMillis(500));
		}
	}

	private static Map<String, Long> difference(Map<String, Long> before, Map<String, Long> after) {
		Map<String, Long> difference = new TreeMap<>(after);
		before.forEach((resource, count) -> difference.merge(resource, -count, Long::sum));
		difference.values().removeIf((count) -> count == 0);
		return difference;
	}

}
