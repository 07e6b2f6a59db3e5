package org.obol.storefront.catalogue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.ApiException;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.obol.kube.Cluster;
import org.obol.kube.Documents;
import org.obol.kube.ObjectKey;
import org.obol.kube.ResourceType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the ConfigMap in which the offer-controller remembers deleted registrations. It
 * is asked for rarely, and never more often than once in ten seconds.
 */
final class TombstoneReader {

	private static final Logger log = LoggerFactory.getLogger(TombstoneReader.class);

	private static final Duration KEEP = Duration.ofSeconds(10);

	private final Cluster cluster;

	private final @Nullable ObjectKey place;

	private final Clock clock;

	private final AtomicReference<Seen> seen = new AtomicReference<>(new Seen(Instant.MIN, List.of()));

	TombstoneReader(Cluster cluster, @Nullable ObjectKey place, Clock clock) {
		this.cluster = cluster;
		this.place = place;
		this.clock = clock;
	}

	/** The newest first; while the API server can't be asked, what was seen last. */
	List<Tombstone> current() {
		Seen before = this.seen.get();
		Instant now = this.clock.instant();
		if (this.place == null || now.isBefore(before.until)) {
			return before.tombstones;
		}
		List<Tombstone> found = before.tombstones;
		try {
			found = this.cluster.get(ResourceType.CONFIG_MAP, this.place).map(TombstoneReader::read).orElse(List.of());
		}
		catch (ApiException ex) {
			log.warn("The registrations of deleted offers can't be read from {}: HTTP {}", this.place, ex.getCode());
		}
		this.seen.set(new Seen(now.plus(KEEP), found));
		return found;
	}

	private static List<Tombstone> read(JsonObject configMap) {
		if (!(Documents.at(configMap, "data") instanceof JsonObject data)) {
			return List.of();
		}
		return data.entrySet()
			.stream()
			.flatMap((entry) -> Stream.ofNullable(one(entry.getValue().getAsString())))
			.sorted(Comparator.comparing(Tombstone::endedAt).reversed())
			.toList();
	}

	private static @Nullable Tombstone one(String text) {
		try {
			JsonObject json = JsonParser.parseString(text).getAsJsonObject();
			String image = Documents.text(json, "image");
			return new Tombstone(Documents.text(json, "network"), new BigInteger(Documents.text(json, "agentId")),
					Documents.text(json, "name"), image.isEmpty() ? null : image, Documents.text(json, "endedAt"));
		}
		catch (JsonParseException | IllegalStateException | NumberFormatException notOurs) {
			return null;
		}
	}

	static @Nullable ObjectKey key(@Nullable String place) {
		return Optional.ofNullable(place)
			.filter((text) -> text.indexOf('/') > 0)
			.map((text) -> new ObjectKey(text.substring(0, text.indexOf('/')), text.substring(text.indexOf('/') + 1)))
			.orElse(null);
	}

	private record Seen(Instant until, List<Tombstone> tombstones) {

		Seen {
			Objects.requireNonNull(tombstones);
		}

	}

}
