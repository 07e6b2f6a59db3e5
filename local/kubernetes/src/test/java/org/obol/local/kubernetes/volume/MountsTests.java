package org.obol.local.kubernetes.volume;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1VolumeMount;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MountsTests {

	@TempDir
	private Path root;

	private Map<String, Path> volumes;

	@BeforeEach
	void makeVolumes() throws IOException {
		Path data = Files.createDirectories(this.root.resolve("data"));
		Path config = Files.createDirectories(this.root.resolve("config"));
		Files.writeString(config.resolve("SOUL.md"), "soul");
		this.volumes = Map.of("data", data, "config", config);
	}

	@Test
	void aMountInsideAnotherIsFoundBelowIt() {
		Mounts.of(container(mount("data", "/home/agent", null), mount("config", "/home/agent/SOUL.md", "SOUL.md")),
				this.volumes);
		assertThat(this.root.resolve("data/SOUL.md")).hasContent("soul");
	}

	@Test
	void whatIsInTheWayOfAMountIsKeptBesideIt() throws IOException {
		Files.writeString(this.root.resolve("data/skills"), "mine");
		V1Container container = container(mount("data", "/home", null), mount("config", "/home/skills", null));
		Mounts.of(container, this.volumes);
		Mounts.of(container, this.volumes);
		assertThat(this.root.resolve("data/skills/SOUL.md")).hasContent("soul");
		assertThat(this.root.resolve("data/.skills.hidden-by-mount")).hasContent("mine");
	}

	@Test
	void longerPathsComeFirst() {
		assertThat(Mounts.of(container(mount("data", "/a", null), mount("config", "/a/b/", null)), this.volumes))
			.extracting(Mount::mountPath)
			.isEqualTo(List.of("/a/b", "/a"));
	}

	@Test
	void aSubPathOutOfTheVolumeIsRefused() {
		assertThatThrownBy(() -> Mounts.of(container(mount("data", "/a", "../config")), this.volumes))
			.isInstanceOf(VolumeNotReadyException.class)
			.hasMessage("subPath ../config leads out of the volume");
	}

	private static V1Container container(V1VolumeMount... mounts) {
		return new V1Container().name("main").volumeMounts(List.of(mounts));
	}

	private static V1VolumeMount mount(String volume, String path, String subPath) {
		return new V1VolumeMount().name(volume).mountPath(path).subPath(subPath);
	}

}
