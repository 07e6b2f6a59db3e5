package org.obol.agentcontroller.settings;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class AgentSettingsTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Bound.class);

	@Test
	void theDefaults() {
		this.runner.run((context) -> {
			AgentSettings settings = context.getBean(AgentSettings.class);
			assertThat(settings.images().demo()).isEqualTo("ghcr.io/obolnetwork/agent-market/demo-agent:latest");
			assertThat(settings.rpcUrl()).hasToString("http://localhost:8545");
			assertThat(settings.modelEndpoint()).isNull();
			assertThat(settings.storage()).isEqualTo("5Gi");
			assertThat(settings.recheck()).isEqualTo(Duration.ofMinutes(5));
			assertThat(context.getBean(GatewaySettings.class))
				.isEqualTo(new GatewaySettings("obol-system", "payment-gateway"));
			assertThat(context.getBean(ProgramSettings.class).electsLeader()).isTrue();
		});
	}

	@Test
	void everyKeyCanBeSet() {
		this.runner
			.withPropertyValues("obol.agents.images.demo=a", "obol.agents.images.hermes=b",
					"obol.agents.images.signer=c", "obol.agents.rpc-url=http://rpc", "obol.agents.model-key=secret",
					"obol.agents.model-endpoint=https://models/v1", "obol.agents.storage=1Gi",
					"obol.agents.recheck=30s", "obol.gateway.namespace=n", "obol.gateway.service-account=s",
					"obol.local=true", "obol.namespace=n", "obol.workers=2")
			.run((context) -> {
				AgentSettings settings = context.getBean(AgentSettings.class);
				assertThat(settings.images()).isEqualTo(new AgentSettings.Images("a", "b", "c"));
				assertThat(settings.modelEndpoint()).hasToString("https://models/v1");
				assertThat(settings.modelKey()).isEqualTo("secret");
				assertThat(settings.toString()).doesNotContain("secret");
				assertThat(context.getBean(GatewaySettings.class)).isEqualTo(new GatewaySettings("n", "s"));
				assertThat(context.getBean(ProgramSettings.class)).isEqualTo(new ProgramSettings(true, "n", null, 2));
				assertThat(context.getBean(ProgramSettings.class).electsLeader()).isFalse();
			});
	}

	@Test
	void aUrlThatIsNoneIsRefusedByName() {
		this.runner.withPropertyValues("obol.agents.rpc-url=ftp://somewhere")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessage("obol.agents.rpc-url is not an http(s) URL with a host"));
	}

	@EnableConfigurationProperties({ AgentSettings.class, GatewaySettings.class, ProgramSettings.class })
	static class Bound {

	}

}
