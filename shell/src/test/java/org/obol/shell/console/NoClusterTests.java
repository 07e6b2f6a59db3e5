package org.obol.shell.console;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class NoClusterTests {

	@TempDir
	Path home;

	@Test
	void withoutAnyClusterTheWayOutIsNamed() {
		var run = new TestConsole(Map.of("OBOL_HOME", this.home.toString())).run("agent", "list");
		assertThat(run.status()).isEqualTo(1);
		assertThat(run.err()).isEqualTo("Error: The suite is not running. Start it with `obol up`");
		assertThat(run.out()).isEmpty();
	}

	@Test
	void aClusterThatDoesNotAnswerIsNotRunning() throws Exception {
		Files.writeString(this.home.resolve("kubeconfig"), """
				apiVersion: v1
				kind: Config
				current-context: local
				clusters: [{name: local, cluster: {server: "https://127.0.0.1:1"}}]
				users: [{name: me, user: {token: t}}]
				contexts: [{name: local, context: {cluster: local, user: me}}]
				""");
		var run = new TestConsole(Map.of("OBOL_HOME", this.home.toString())).run("sell", "list");
		assertThat(run.err()).isEqualTo("Error: The suite is not running. Start it with `obol up`");
		assertThat(run.status()).isEqualTo(1);
	}

	@Test
	void aKubeconfigThatIsNoneIsNamed() throws Exception {
		Path file = Files.writeString(this.home.resolve("broken"), "not: [a kubeconfig");
		var console = new TestConsole(Map.of("OBOL_HOME", this.home.toString()));
		assertThat(console.run("agent", "list", "--kubeconfig", file.toString()).err()).contains(file.toString())
			.doesNotContain("\n");
		assertThat(console.run("agent", "list", "--kubeconfig", "/nowhere").status()).isEqualTo(2);
	}

}
