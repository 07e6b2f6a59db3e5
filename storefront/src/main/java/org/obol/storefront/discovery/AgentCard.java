package org.obol.storefront.discovery;

import java.util.ArrayList;
import java.util.List;
import org.obol.storefront.catalogue.Catalogue;
import org.obol.storefront.catalogue.Entry;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /.well-known/agent-card.json}, A2A 1.0 with the members that 0.3 readers look
 * for. The agents talk OpenAI's chat protocol behind x402, and the card says so by naming
 * a binding of its own instead of pretending to JSON-RPC.
 */
final class AgentCard {

	private static final String BINDING = "https://www.x402.org/bindings/openai-chat";

	private static final String X402_EXTENSION = "https://github.com/google-agentic-commerce/a2a-x402/blob/main/spec/v0.2";

	private AgentCard() {
	}

	static ObjectNode of(Catalogue catalogue) {
		List<Entry> agents = catalogue.entries().stream().filter(Entry::isChat).toList();
		List<ObjectNode> interfaces = agents.stream().map(AgentCard::at).toList();
		String url = agents.isEmpty() ? catalogue.publicUrl() : agents.getFirst().callUrl();
		ObjectNode extension = Nodes.object("uri", X402_EXTENSION, "description",
				"Calls are paid for with x402 over HTTP.", "required", true);
		return Nodes.object("name", catalogue.profile().displayName(), "description", catalogue.profile().tagline(),
				"version", "1", "protocolVersion", "0.3.0", "url", url, "preferredTransport", BINDING,
				"supportedInterfaces", Nodes.array(interfaces), "provider",
				Nodes.object("organization", catalogue.profile().displayName(), "url", catalogue.publicUrl()),
				"documentationUrl", catalogue.publicUrl() + "/skill.md", "capabilities",
				Nodes.object("streaming", true, "pushNotifications", false, "extensions", Nodes.list(extension)),
				"defaultInputModes", Nodes.list("text/plain"), "defaultOutputModes", Nodes.list("text/plain"), "skills",
				Nodes.array(agents.stream().map(AgentCard::skill).toList()));
	}

	private static ObjectNode at(Entry entry) {
		return Nodes.object("url", entry.callUrl(), "protocolBinding", BINDING, "protocolVersion", "1");
	}

	private static ObjectNode skill(Entry entry) {
		List<String> tags = new ArrayList<>(entry.skills());
		tags.add(entry.type());
		tags.add("x402");
		return Nodes.object("id", entry.namespace() + "/" + entry.name(), "name", entry.name(), "description",
				entry.description() + " Costs " + entry.payment().text() + " on " + entry.payment().network() + ".",
				"tags", Nodes.array(tags), "examples", Nodes.list("What can you do?"));
	}

}
