package org.obol.agenttools;

import io.kubernetes.client.openapi.ApiClient;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.obol.agenttools.tool.Tool;
import org.obol.kube.Informers;
import org.obol.local.kubernetes.junit.TestCluster;
import org.obol.x402.devchain.AnvilChain;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.awaitility.Awaitility.await;

/** The program, agents in the cluster of a test, and the official MCP client. */
final class ToolsFixture implements AutoCloseable {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	final TestCluster cluster;

	private final String[] properties;

	private ConfigurableApplicationContext program;

	ToolsFixture(TestCluster cluster, String... properties) {
		this.cluster = cluster;
		this.properties = properties;
		cluster.applyResource("crds/agents.obol.org.yaml");
		this.program = start();
	}

	private ConfigurableApplicationContext start() {
		return new SpringApplicationBuilder(AgentToolsApplication.class)
			.properties(Stream
				.concat(Stream.of("server.port=0", "spring.main.banner-mode=off", "obol.local=true",
						"obol.chains[0].network=eip155:84532",
						"obol.chains[0].rpc-url=" + AnvilChain.shared().rpcUrl()), Stream.of(this.properties))
				.toArray(String[]::new))
			.initializers((context) -> ((GenericApplicationContext) context).registerBean(ApiClient.class,
					this.cluster::client))
			.run();
	}

	void restart() {
		this.program.close();
		this.program = start();
	}

	List<Tool> tools() {
		return List.copyOf(this.program.getBeansOfType(Tool.class).values());
	}

	/** Tells whether the program knows an agent's policy as it is written now. */
	boolean sees(String agent, String policy) {
		return this.program.getBean(Informers.class)
			.agents()
			.getIndexer()
			.getByKey(agent)
			.getMetadata()
			.getAnnotations() instanceof Map<String, String> annotations
				&& policy.equals(annotations.get("obol.org/spending-policy"));
	}

	String url() {
		return "http://127.0.0.1:" + this.program.getEnvironment().getProperty("local.server.port");
	}

	/** Declares an agent and its token, as a seller and the agent-controller do. */
	void agent(String name, String token, List<String> skills) {
		this.cluster.createNamespace("agent-" + name);
		this.cluster.apply("""
				apiVersion: obol.org/v1alpha1
				kind: Agent
				metadata: {name: %1$s, namespace: agent-%1$s}
				spec: {skills: %3$s}
				---
				apiVersion: v1
				kind: Secret
				metadata: {name: agent-tools, namespace: agent-%1$s, labels: {obol.org/agent: %1$s}}
				stringData: {token: "%2$s"}
				---
				apiVersion: v1
				kind: ConfigMap
				metadata: {name: agent-spending, namespace: agent-%1$s}
				""".formatted(name, token, skills));
	}

	/** An agent that is declared, known to the program, and connected. */
	McpSyncClient join(String name, String token, List<String> skills) {
		agent(name, token, skills);
		awaitAccepted(name, token);
		McpSyncClient client = connect(name, token);
		client.initialize();
		return client;
	}

	void awaitAccepted(String name, String token) {
		await().atMost(Duration.ofSeconds(20)).until(() -> accepts(name, token));
	}

	private boolean accepts(String name, String token) {
		try (McpSyncClient client = connect(name, token)) {
			client.initialize();
			return true;
		}
		catch (RuntimeException ex) {
			return false;
		}
	}

	McpSyncClient connect(String name, String token) {
		HttpClientStreamableHttpTransport transport = HttpClientStreamableHttpTransport.builder(url())
			.endpoint("/mcp")
			.requestBuilder(HttpRequest.newBuilder()
				.header("Authorization", "Bearer " + token)
				.header("X-Obol-Agent", "agent-" + name + "/" + name))
			.build();
		return McpClient.sync(transport).requestTimeout(Duration.ofSeconds(30)).build();
	}

	static McpSchema.CallToolResult call(McpSyncClient client, String tool, Map<String, Object> arguments) {
		return client.callTool(McpSchema.CallToolRequest.builder(tool).arguments(arguments).build());
	}

	static String text(McpSchema.CallToolResult result) {
		return ((McpSchema.TextContent) result.content().getFirst()).text();
	}

	static JsonNode json(McpSchema.CallToolResult result) {
		if (Boolean.TRUE.equals(result.isError())) {
			throw new AssertionError(text(result));
		}
		return JSON.readTree(text(result));
	}

	@Override
	public void close() {
		this.program.close();
	}

}
