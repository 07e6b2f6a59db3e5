package org.obol.agentcontroller.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.obol.api.AgentReason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

class ModelChoiceTests {

	private static final OfferedModels TWO = new OfferedModels.Listed(List.of("big", "small"));

	private static final OfferedModels DOWN = new OfferedModels.Unreachable("HTTP 503");

	private static final OfferedModels NONE = new OfferedModels.NotConfigured();

	static Stream<Arguments> choices() {
		return Stream.of(
				argumentSet("a runtime with a model of its own", Optional.of("demo-analyst"), "", NONE,
						new ModelChoice.Pinned("demo-analyst")),
				argumentSet("its own model under another name", Optional.of("demo-analyst"), "mine", NONE,
						new ModelChoice.Pinned("mine")),
				argumentSet("a wanted model that is offered", Optional.empty(), "small", TWO,
						new ModelChoice.Pinned("small")),
				argumentSet("no wish pins the first", Optional.empty(), "", TWO, new ModelChoice.Pinned("big")),
				argumentSet("a wanted model that is gone", Optional.empty(), "old", TWO,
						new ModelChoice.Missing("old", AgentReason.MODEL_NOT_FOUND,
								"The model endpoint does not offer model 'old'")),
				argumentSet("an endpoint that is down keeps the pin", Optional.empty(), "small", DOWN,
						new ModelChoice.Missing("small", AgentReason.MODEL_ENDPOINT_UNREACHABLE,
								"The model endpoint does not answer: HTTP 503")),
				argumentSet("an endpoint that is down pins nothing", Optional.empty(), "", DOWN,
						new ModelChoice.Unresolved(AgentReason.MODEL_ENDPOINT_UNREACHABLE,
								"The model endpoint can't be asked for a model: HTTP 503; set spec.model to pin one")),
				argumentSet("an endpoint without models", Optional.empty(), "", new OfferedModels.Listed(List.of()),
						new ModelChoice.Unresolved(AgentReason.MODEL_UNPINNED,
								"The model endpoint offers no model; set spec.model")),
				argumentSet("no endpoint at all", Optional.empty(), "small", NONE, new ModelChoice.Unresolved(
						AgentReason.MODEL_UNPINNED, "No model endpoint is configured (obol.agents.model-endpoint)")));
	}

	@ParameterizedTest
	@MethodSource("choices")
	void theModelFollowsFromWishAndOffer(Optional<String> builtIn, String wanted, OfferedModels offered,
			ModelChoice expected) {
		assertThat(ModelChoice.of(builtIn, wanted, offered)).isEqualTo(expected);
	}

}
