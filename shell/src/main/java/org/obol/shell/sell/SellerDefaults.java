package org.obol.shell.sell;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.obol.kube.Documents;
import org.obol.shell.grammar.RefusedException;
import org.obol.shell.place.Place;

/**
 * What a seller's new offers take when nothing else is said, kept in {@code selling.json}
 * of the data directory.
 *
 * @param payTo who is paid
 * @param chain on which network, as a person wrote it
 */
record SellerDefaults(@Nullable String payTo, @Nullable String chain) {

	static SellerDefaults of(Place place) {
		Path file = file(place);
		if (!Files.isRegularFile(file)) {
			return new SellerDefaults(null, null);
		}
		try {
			JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
			return new SellerDefaults(text(json, "payTo"), text(json, "chain"));
		}
		catch (IOException | JsonParseException | IllegalStateException ex) {
			throw new RefusedException(file + " can't be read; delete it, and set it anew with `obol sell pricing`",
					ex);
		}
	}

	void keep(Place place) {
		try {
			Files.createDirectories(place.dataDirectory());
			Files.writeString(file(place),
					Documents.object("payTo", this.payTo, "chain", this.chain).toString() + "\n");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static @Nullable String text(JsonObject json, String name) {
		return Optional.of(Documents.text(json, name)).filter((text) -> !text.isEmpty()).orElse(null);
	}

	private static Path file(Place place) {
		return place.dataDirectory().resolve("selling.json");
	}

}
