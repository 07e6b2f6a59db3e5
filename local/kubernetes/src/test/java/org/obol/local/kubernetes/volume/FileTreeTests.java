package org.obol.local.kubernetes.volume;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FileTreeTests {

	@TempDir
	private Path root;

	@Test
	void filesAppearWithTheirModeAndOldOnesGo() throws IOException {
		FileTree tree = new FileTree(this.root.resolve("volume"));
		tree.become(Map.of("a", FileContent.of("1", 0644), "deep/b", FileContent.of("2", 0400)));
		tree.become(Map.of("deep/b", FileContent.of("3", 0440)));
		assertThat(this.root.resolve("volume/a")).doesNotExist();
		assertThat(this.root.resolve("volume/deep/b")).hasContent("3");
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(this.root.resolve("volume/deep/b"))))
			.isEqualTo("r--r-----");
	}

	@Test
	void anUnchangedFileIsNotTouched() throws IOException {
		FileTree tree = new FileTree(this.root.resolve("volume"));
		tree.become(Map.of("a", FileContent.of("1", 0644)));
		Object before = Files.readAttributes(this.root.resolve("volume/a"), "unix:ino").get("ino");
		tree.become(Map.of("a", FileContent.of("1", 0644)));
		assertThat(Files.readAttributes(this.root.resolve("volume/a"), "unix:ino").get("ino")).isEqualTo(before);
	}

	@Test
	void aPathOutOfTheVolumeIsRefused() {
		assertThatThrownBy(
				() -> new FileTree(this.root.resolve("volume")).become(Map.of("../a", FileContent.of("1", 0644))))
			.isInstanceOf(VolumeNotReadyException.class)
			.hasMessage("path ../a leads out of the volume");
		assertThat(this.root.resolve("a")).doesNotExist();
	}

}
