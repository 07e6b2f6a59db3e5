package org.obol.agenttools.mcp;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.obol.agenttools.agent.Caller;
import org.obol.agenttools.tool.Arguments;
import org.obol.agenttools.tool.Tool;
import org.obol.agenttools.tool.ToolRefusedException;
import org.obol.kube.ObjectKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs a tool for an agent, if one of the agent's skills needs it. What an agent is told
 * of a failure is one sentence; the rest goes to the log.
 */
@Component
class ToolCalls {

	private static final Logger log = LoggerFactory.getLogger(ToolCalls.class);

	/** One agent must not keep everybody else waiting. */
	private static final int AT_ONCE = 8;

	private final JsonMapper json = JsonMapper.builder().build();

	private final MeterRegistry metrics;

	private final Map<ObjectKey, Semaphore> slots = new ConcurrentHashMap<>();

	ToolCalls(MeterRegistry metrics) {
		this.metrics = metrics;
	}

	CallToolResult call(Tool tool, Caller caller, CallToolRequest request) {
		Timer.Sample sample = Timer.start(this.metrics);
		Semaphore slot = this.slots.computeIfAbsent(caller.key(), (key) -> new Semaphore(AT_ONCE));
		Answer answer = slot.tryAcquire() ? guarded(slot, tool, caller, request)
				: new Answer("busy", "You have too many calls running; wait for one to end.", true);
		sample.stop(this.metrics.timer("obol.agent.tools.calls", "tool", tool.name(), "outcome", answer.outcome()));
		return CallToolResult.builder().addTextContent(answer.text()).isError(answer.isError()).build();
	}

	private Answer guarded(Semaphore slot, Tool tool, Caller caller, CallToolRequest request) {
		try {
			return answer(tool, caller, request);
		}
		finally {
			slot.release();
		}
	}

	private Answer answer(Tool tool, Caller caller, CallToolRequest request) {
		if (!caller.mayCall(tool.name())) {
			log.warn("Agent {} called {}, which none of its skills needs", caller, tool.name());
			return new Answer("forbidden", "You do not have the tool " + tool.name() + ".", true);
		}
		try {
			Map<String, Object> given = Objects.requireNonNullElse(request.arguments(), Map.of());
			Map<String, Object> result = tool.call(caller, Arguments.of(tool.parameters(), given));
			return new Answer("ok", this.json.writeValueAsString(result), false);
		}
		catch (ToolRefusedException ex) {
			return new Answer("refused", ex.reason(), true);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return new Answer("failed", "The tool was stopped; try again.", true);
		}
		catch (RuntimeException ex) {
			log.error("Tool {} failed for agent {}", tool.name(), caller, ex);
			return new Answer("failed", "The tool failed. Say so; trying again is unlikely to help.", true);
		}
	}

	private record Answer(String outcome, String text, boolean isError) {

	}

}
