package org.obol.kube;

import com.google.gson.Gson;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import io.kubernetes.client.openapi.JSON;
import java.io.IOException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * The API server's JSON, for the suite and for the client itself. The client's own way
 * loads all of its 764 models to find out whose an object is, and checks against a schema
 * what the API server has checked. Here objects that say the same also share the words.
 */
final class ObjectJson {

	static final Gson GSON = JSON.createGson()
		.registerTypeAdapter(String.class, new Text())
		.registerTypeAdapter(OffsetDateTime.class, new Time())
		.registerTypeAdapter(LocalDate.class, new JSON.LocalDateTypeAdapter())
		.registerTypeAdapter(byte[].class, new JSON.ByteArrayAdapter())
		.create();

	private ObjectJson() {
	}

	/** Makes the client read watches and its own calls in this way, too. */
	static void use() {
		if (JSON.getGson() != GSON) {
			JSON.setGson(GSON);
		}
	}

	/** Gives out the text that was seen before, if it is still known. */
	private static final class Text extends TypeAdapter<String> {

		private final Recent<String> recent = new Recent<>();

		@Override
		public @Nullable String read(JsonReader in) throws IOException {
			return switch (in.peek()) {
				case NULL -> {
					in.nextNull();
					yield null;
				}
				case BOOLEAN -> Boolean.toString(in.nextBoolean());
				default -> {
					String text = in.nextString();
					String known = this.recent.get(text);
					yield (known != null) ? known : this.recent.put(text, text);
				}
			};
		}

		@Override
		public void write(JsonWriter out, @Nullable String text) throws IOException {
			out.value(text);
		}

	}

	/** A time with microseconds, as {@code MicroTime} insists on. */
	private static final class Time extends TypeAdapter<OffsetDateTime> {

		private static final DateTimeFormatter MICROS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'");

		private final Recent<OffsetDateTime> recent = new Recent<>();

		@Override
		public @Nullable OffsetDateTime read(JsonReader in) throws IOException {
			if (in.peek() == JsonToken.NULL) {
				in.nextNull();
				return null;
			}
			String text = in.nextString();
			OffsetDateTime known = this.recent.get(text);
			return (known != null) ? known : this.recent.put(text, OffsetDateTime.parse(text));
		}

		@Override
		public void write(JsonWriter out, @Nullable OffsetDateTime time) throws IOException {
			out.value((time != null) ? MICROS.format(time.withOffsetSameInstant(ZoneOffset.UTC)) : null);
		}

	}

	/**
	 * A few thousand values by the text they were read from; a newer one takes the place
	 * of an older. Threads may see an old entry, which is as good.
	 */
	private static final class Recent<T> {

		private static final int SLOTS = 1 << 12;

		private static final int LONGEST = 200;

		@SuppressWarnings({ "unchecked", "rawtypes" })
		private final @Nullable Entry<T>[] entries = new Entry[SLOTS];

		@Nullable T get(String text) {
			Entry<T> entry = this.entries[slot(text)];
			return (entry != null && entry.text.equals(text)) ? entry.value : null;
		}

		T put(String text, T value) {
			if (text.length() <= LONGEST) {
				this.entries[slot(text)] = new Entry<>(text, value);
			}
			return value;
		}

		private static int slot(String text) {
			int hash = text.hashCode();
			return (hash ^ (hash >>> 12) ^ (hash >>> 24)) & (SLOTS - 1);
		}

		private record Entry<T>(String text, T value) {

		}

	}

}
