package org.obol.agenttools.mcp;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.obol.agenttools.agent.AgentDirectory;
import org.obol.agenttools.agent.Caller;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets only agents in, each by its own token. A browser has no business here, so a call
 * with an origin is refused whatever it shows.
 */
final class TokenFilter extends OncePerRequestFilter {

	/** The request's attribute with the agent that calls. */
	static final String CALLER = TokenFilter.class.getName() + ".caller";

	private static final String SCHEME = "Bearer ";

	private final AgentDirectory directory;

	TokenFilter(AgentDirectory directory) {
		this.directory = directory;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (request.getHeader("Origin") != null) {
			refuse(response, 403, "no browsers here");
			return;
		}
		Optional<Caller> caller = caller(request);
		if (caller.isEmpty()) {
			response.setHeader("WWW-Authenticate", "Bearer");
			refuse(response, 401, "an agent's name and its own token are needed");
			return;
		}
		request.setAttribute(CALLER, caller.get());
		chain.doFilter(request, response);
	}

	private Optional<Caller> caller(HttpServletRequest request) {
		String authorization = Objects.requireNonNullElse(request.getHeader("Authorization"), "");
		String agent = Objects.requireNonNullElse(request.getHeader("X-Obol-Agent"), "");
		if (!authorization.startsWith(SCHEME) || agent.length() > 256) {
			return Optional.empty();
		}
		return this.directory.authenticate(agent, authorization.substring(SCHEME.length()));
	}

	private static void refuse(HttpServletResponse response, int status, String sentence) throws IOException {
		response.setStatus(status);
		response.setContentType("application/json");
		response.getOutputStream().write(("{\"error\":\"" + sentence + "\"}").getBytes(StandardCharsets.UTF_8));
	}

}
