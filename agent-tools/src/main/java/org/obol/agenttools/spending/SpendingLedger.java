package org.obol.agenttools.spending;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.ApiException;
import java.math.BigInteger;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.obol.agenttools.tool.ToolRefusedException;
import org.obol.kube.Cluster;
import org.obol.kube.Documents;
import org.obol.kube.ObjectKey;
import org.obol.kube.ResourceType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Counts what an agent spends per UTC day, in the ConfigMap {@value #NAME} of its
 * namespace. Every write is guarded by the version that was read, so neither a restart
 * nor a second copy of this program lets two calls take what is left twice.
 */
@Component
public class SpendingLedger {

	/** The ConfigMap; the agent-controller creates it, empty. */
	public static final String NAME = "agent-spending";

	private static final Logger log = LoggerFactory.getLogger(SpendingLedger.class);

	private static final String DAY = "day";

	private static final int CONFLICT = 409;

	private static final int TRIES = 20;

	private final Cluster cluster;

	private final Clock clock;

	private final Map<ObjectKey, ReentrantLock> locks = new ConcurrentHashMap<>();

	SpendingLedger(Cluster cluster, Clock clock) {
		this.cluster = cluster;
		this.clock = clock;
	}

	/**
	 * Takes amounts from what is left of the day: all of them or none.
	 * @param agent the Agent
	 * @param items what is to be spent
	 * @return the reservation, which stays unless it is released
	 * @throws ToolRefusedException if a limit would be exceeded, or nothing can be
	 * counted
	 */
	public Reservation reserve(ObjectKey agent, List<Item> items) {
		return write(agent, (day, spent) -> {
			for (Item item : items) {
				BigInteger after = spent.getOrDefault(item.key(), BigInteger.ZERO).add(item.atomic());
				if (after.compareTo(item.perDay()) > 0) {
					throw new ToolRefusedException("This would exceed today's limit for " + item.what()
							+ ". Do not split it; try again after midnight UTC, or leave it.");
				}
				spent.put(item.key(), after);
			}
			return new Reservation(agent, day, items);
		});
	}

	/**
	 * Gives back what certainly was not spent, because nothing was signed.
	 * @param reservation what was reserved
	 */
	public void release(Reservation reservation) {
		try {
			write(reservation.agent(), (day, spent) -> {
				if (day.equals(reservation.day())) {
					reservation.items()
						.forEach((item) -> spent.merge(item.key(), item.atomic(),
								(before, back) -> before.subtract(back).max(BigInteger.ZERO)));
				}
				return reservation;
			});
		}
		catch (ToolRefusedException ex) {
			// What stays reserved errs on the safe side.
			log.warn("A reservation of agent {} could not be released and counts as spent", reservation.agent());
		}
	}

	private Reservation write(ObjectKey agent, Change change) {
		ReentrantLock lock = this.locks.computeIfAbsent(agent, (key) -> new ReentrantLock());
		lock.lock();
		try {
			for (int i = 0; i < TRIES; i++) {
				Reservation made = attempt(agent, change);
				if (made != null) {
					return made;
				}
			}
		}
		catch (ApiException ex) {
			log.warn("The spending of agent {} can't be counted: HTTP {}", agent, ex.getCode());
		}
		finally {
			lock.unlock();
		}
		throw new ToolRefusedException(
				"What you spend can't be counted now, so nothing may be spent. Try again later.");
	}

	private @Nullable Reservation attempt(ObjectKey agent, Change change) throws ApiException {
		ObjectKey key = new ObjectKey(agent.namespace(), NAME);
		JsonObject map = this.cluster.get(ResourceType.CONFIG_MAP, key)
			.orElseThrow(() -> new ToolRefusedException(
					"There is no record of your spending, so nothing may be spent. Only the operator can repair it."));
		String today = LocalDate.ofInstant(this.clock.instant(), ZoneOffset.UTC).toString();
		String stored = Documents.text(map, "data", DAY);
		// A clock that goes back must not open a day twice.
		String day = (stored.compareTo(today) > 0) ? stored : today;
		Map<String, BigInteger> spent = day.equals(stored) ? read(map) : new TreeMap<>();
		Reservation made = change.apply(day, spent);
		try {
			this.cluster.merge(ResourceType.CONFIG_MAP, key, patch(map, day, spent));
			return made;
		}
		catch (ApiException ex) {
			if (ex.getCode() == CONFLICT) {
				return null;
			}
			throw ex;
		}
	}

	private static Map<String, BigInteger> read(JsonObject map) {
		Map<String, BigInteger> spent = new TreeMap<>();
		JsonObject data = Documents.at(map, "data").getAsJsonObject();
		for (String name : data.keySet()) {
			if (!DAY.equals(name)) {
				spent.put(name, amount(data.get(name).getAsString()));
			}
		}
		return spent;
	}

	private static BigInteger amount(String text) {
		if (!text.matches("[0-9]{1,78}")) {
			throw new ToolRefusedException(
					"The record of your spending can't be read, so nothing may be spent. Only the operator can repair it.");
		}
		return new BigInteger(text);
	}

	/** Yesterday's entries go: a null in a merge patch takes a member away. */
	private static JsonObject patch(JsonObject map, String day, Map<String, BigInteger> spent) {
		JsonObject data = new JsonObject();
		if (Documents.at(map, "data").isJsonObject()) {
			Documents.at(map, "data").getAsJsonObject().keySet().forEach((name) -> data.add(name, JsonNull.INSTANCE));
		}
		data.addProperty(DAY, day);
		spent.forEach((name, atomic) -> data.addProperty(name, atomic.toString()));
		return Documents.object("metadata",
				Documents.object("resourceVersion", Documents.text(map, "metadata", "resourceVersion")), "data", data);
	}

	/** Looks at a day's spending and changes it. */
	private interface Change {

		Reservation apply(String day, Map<String, BigInteger> spent);

	}

	/**
	 * Something to be spent.
	 *
	 * @param kind {@code transfer}, {@code fee}, {@code call} or {@code purchase}
	 * @param limit the bound
	 * @param atomic atomic units
	 * @param what the asset, for people
	 */
	public record Item(String kind, SpendingPolicy.Limit limit, BigInteger atomic, String what) {

		/** A name that a ConfigMap's data may have. */
		String key() {
			return this.kind + "_" + this.limit.network().chainId() + "_" + this.limit.asset();
		}

		BigInteger perDay() {
			return this.limit.perDay();
		}

	}

	/**
	 * Amounts that were taken from a day.
	 *
	 * @param agent the Agent
	 * @param day the UTC day
	 * @param items what was taken
	 */
	public record Reservation(ObjectKey agent, String day, List<Item> items) {

		public Reservation {
			items = List.copyOf(items);
		}

	}

}
