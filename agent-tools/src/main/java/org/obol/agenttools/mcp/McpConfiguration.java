package org.obol.agenttools.mcp;

import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpStatelessSyncServer;
import io.modelcontextprotocol.server.transport.HttpServletStatelessServerTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.List;
import java.util.Map;
import org.obol.agenttools.agent.AgentDirectory;
import org.obol.agenttools.agent.Caller;
import org.obol.agenttools.tool.Parameter;
import org.obol.agenttools.tool.Tool;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The MCP server: streamable HTTP without sessions, so that every request is authorised
 * by its own token and a restart is nothing to an agent.
 */
@Configuration(proxyBeanMethods = false)
class McpConfiguration {

	private static final String PATH = "/mcp";

	private static final int LARGEST_REQUEST = 256 * 1024;

	private static final String CALLER = "caller";

	@Bean
	HttpServletStatelessServerTransport transport() {
		return HttpServletStatelessServerTransport.builder()
			.messageEndpoint(PATH)
			.maxRequestSize(LARGEST_REQUEST)
			.contextExtractor(
					(request) -> McpTransportContext.create(Map.of(CALLER, request.getAttribute(TokenFilter.CALLER))))
			.build();
	}

	@Bean(destroyMethod = "close")
	McpStatelessSyncServer server(HttpServletStatelessServerTransport transport, List<Tool> tools, ToolCalls calls) {
		return McpServer.sync(transport)
			.serverInfo("obol-agent-tools", "1")
			.capabilities(McpSchema.ServerCapabilities.builder().tools(false).build())
			// Tools check what they take themselves, and the callers' threads are
			// virtual.
			.validateToolInputs(false)
			.immediateExecution(true)
			.addToolFilter((context, tool) -> caller(context).mayCall(tool.name()))
			.tools(tools.stream().map((tool) -> specification(tool, calls)).toList())
			.build();
	}

	private static SyncToolSpecification specification(Tool tool, ToolCalls calls) {
		McpSchema.Tool described = McpSchema.Tool.builder(tool.name(), Parameter.schema(tool.parameters()))
			.description(tool.description())
			.build();
		return new SyncToolSpecification(described, (context, request) -> calls.call(tool, caller(context), request));
	}

	private static Caller caller(McpTransportContext context) {
		if (context.get(CALLER) instanceof Caller caller) {
			return caller;
		}
		throw new IllegalStateException("a request came past the token filter");
	}

	@Bean
	ServletRegistrationBean<HttpServletStatelessServerTransport> mcpServlet(
			HttpServletStatelessServerTransport transport, McpStatelessSyncServer server) {
		ServletRegistrationBean<HttpServletStatelessServerTransport> servlet = new ServletRegistrationBean<>(transport,
				PATH);
		servlet.setAsyncSupported(true);
		return servlet;
	}

	@Bean
	FilterRegistrationBean<TokenFilter> tokenFilter(AgentDirectory directory) {
		FilterRegistrationBean<TokenFilter> filter = new FilterRegistrationBean<>(new TokenFilter(directory));
		filter.addUrlPatterns(PATH, PATH + "/*");
		return filter;
	}

}
