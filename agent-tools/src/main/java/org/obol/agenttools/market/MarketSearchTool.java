package org.obol.agenttools.market;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.obol.agenttools.agent.Caller;
import org.obol.agenttools.tool.Arguments;
import org.obol.agenttools.tool.Parameter;
import org.obol.agenttools.tool.Tool;
import org.obol.agenttools.tool.ToolRefusedException;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Finds services in the market's own catalogue. */
@Component
class MarketSearchTool implements Tool {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private static final List<Parameter> PARAMETERS = List
		.of(Parameter.text("query", "Words to look for. All services if left out.", 100).optional());

	private static final int MOST = 10;

	private static final int LONGEST = 300;

	private final Outbound outbound;

	MarketSearchTool(Outbound outbound) {
		this.outbound = outbound;
	}

	@Override
	public String name() {
		return "market_search";
	}

	@Override
	public String description() {
		return "Searches this market's catalogue of services for sale: name, what it does, address and price.";
	}

	@Override
	public List<Parameter> parameters() {
		return PARAMETERS;
	}

	@Override
	public Map<String, Object> call(Caller caller, Arguments arguments) {
		List<String> words = Stream
			.of(arguments.find("query").orElse("").toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
			.filter((word) -> !word.isEmpty())
			.toList();
		List<JsonNode> fitting = services().valueStream()
			.filter((service) -> words.stream().allMatch((word) -> words(service).contains(word)))
			.toList();
		return Map.of("found", fitting.size(), "services",
				fitting.stream().limit(MOST).map(MarketSearchTool::describe).toList());
	}

	private JsonNode services() {
		try {
			Outbound.Answer answer = this.outbound.market("/api/services.json");
			if (answer.status() == 200) {
				return JSON.readTree(answer.bytes()).path("services");
			}
		}
		catch (IOException | JacksonException ex) {
			// Falls through: the sentence is the same.
		}
		throw new ToolRefusedException("The catalogue can't be read now; try again later.");
	}

	private static String words(JsonNode service) {
		return String
			.join(" ", service.path("name").asString(""), service.path("description").asString(""),
					service.path("category").asString(""), service.path("skills").toString())
			.toLowerCase(Locale.ROOT);
	}

	private static Map<String, Object> describe(JsonNode service) {
		String description = service.path("description").asString("");
		Map<String, Object> facts = new LinkedHashMap<>();
		facts.put("name", service.path("name").asString(""));
		facts.put("type", service.path("type").asString(""));
		facts.put("description", description.substring(0, Math.min(description.length(), LONGEST)));
		facts.put("url", service.path("endpoint").asString(""));
		facts.put("prices", service.path("payments")
			.valueStream()
			.map((payment) -> payment.path("price").asString("") + " on " + payment.path("network").asString(""))
			.toList());
		return facts;
	}

}
