package org.obol.local.kubernetes.volume;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

import io.kubernetes.client.openapi.apis.CoreV1Api;
import io.kubernetes.client.openapi.models.V1Pod;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.obol.local.kubernetes.junit.KubernetesTest;
import org.obol.local.kubernetes.junit.TestCluster;
import org.obol.local.kubernetes.manifest.PodView;
import org.obol.local.kubernetes.rest.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@KubernetesTest
class PodVolumesIT {

	@TempDir
	private Path root;

	private TestCluster cluster;

	private Instant now = Clock.systemUTC().instant();

	@BeforeEach
	void applyConfiguration(TestCluster given) {
		this.cluster = given;
		given.apply("""
				apiVersion: v1
				kind: ConfigMap
				metadata: {name: settings}
				data: {a: first, b: second}
				binaryData: {c: AAEC}
				---
				apiVersion: v1
				kind: Secret
				metadata: {name: keys}
				stringData: {key: s3cret}
				""");
	}

	@Test
	void everySortOfFileIsLaidOut() throws Exception {
		Map<String, Path> volumes = volumes("""
				- {name: whole, configMap: {name: settings}}
				- {name: part, configMap: {name: settings, items: [{key: b, path: deep/b.txt}]}}
				- {name: keys, secret: {secretName: keys, defaultMode: 0400}}
				- {name: nothing, secret: {secretName: none, optional: true}}
				- {name: scratch, emptyDir: {}}
				- name: all
				  projected:
				    sources:
				    - {configMap: {name: settings, items: [{key: a, path: a}]}}
				    - {secret: {name: keys}}
				    - {downwardAPI: {items: [{path: labels/team, fieldRef: {fieldPath: "metadata.labels['team']"}}]}}
				""").layOut();
		assertThat(volumes.get("whole").resolve("a")).hasContent("first");
		assertThat(Files.readAllBytes(volumes.get("whole").resolve("c"))).containsExactly(0, 1, 2);
		assertThat(volumes.get("part").resolve("deep/b.txt")).hasContent("second");
		assertThat(volumes.get("part").resolve("a")).doesNotExist();
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(volumes.get("keys").resolve("key"))))
			.isEqualTo("r--------");
		assertThat(volumes.get("nothing")).isEmptyDirectory();
		assertThat(volumes.get("scratch")).isEmptyDirectory();
		assertThat(volumes.get("all").resolve("key")).hasContent("s3cret");
		assertThat(volumes.get("all").resolve("labels/team")).hasContent("blue");
	}

	@Test
	void whatIsMissingIsNamed() {
		assertThatThrownBy(() -> volumes("- {name: a, configMap: {name: none}}").layOut())
			.isInstanceOf(VolumeNotReadyException.class)
			.hasMessage("ConfigMap none does not exist");
		assertThatThrownBy(
				() -> volumes("- {name: a, secret: {secretName: keys, items: [{key: none, path: none}]}}").layOut())
			.hasMessage("Secret keys has no key none");
		assertThatThrownBy(() -> volumes("- {name: a, persistentVolumeClaim: {claimName: none}}").layOut())
			.hasMessage("PersistentVolumeClaim none does not exist");
		assertThatThrownBy(() -> volumes("- {name: disk, nfs: {server: x, path: /}}").layOut())
			.hasMessageStartingWith("the virtual node knows no volume like disk: it has configMap, secret");
	}

	@Test
	void aDeletedConfigMapKeepsItsLastFiles() throws Exception {
		PodVolumes volumes = volumes("- {name: whole, configMap: {name: settings}}");
		Path directory = volumes.layOut().get("whole");
		new CoreV1Api(this.cluster.client()).deleteNamespacedConfigMap("settings", this.cluster.namespace()).execute();
		volumes.refresh();
		assertThat(directory.resolve("a")).hasContent("first");
	}

	@Test
	void aTokenIsRenewedWhenFourFifthsOfItsLifeAreOver() throws Exception {
		PodVolumes volumes = volumes(
				"- {name: token, projected: {sources: [{serviceAccountToken: {path: token, expirationSeconds: 600}}]}}");
		Path token = volumes.layOut().get("token").resolve("token");
		String first = Files.readString(token);
		this.now = this.now.plus(Duration.ofSeconds(400));
		assertThat(volumes.isRenewalDue()).isFalse();
		this.now = this.now.plus(Duration.ofSeconds(90));
		assertThat(volumes.isRenewalDue()).isTrue();
		volumes.refresh();
		assertThat(Files.readString(token)).isNotEqualTo(first);
	}

	private PodVolumes volumes(String yaml) {
		this.cluster.apply("""
				apiVersion: v1
				kind: Pod
				metadata: {name: one, labels: {team: blue}}
				spec: {containers: [{name: main, image: none}]}
				""");
		try {
			V1Pod pod = new CoreV1Api(this.cluster.client()).readNamespacedPod("one", this.cluster.namespace())
				.execute();
			V1Pod wanted = (V1Pod) io.kubernetes.client.util.Yaml
				.load("apiVersion: v1\nkind: Pod\nspec:\n  containers: []\n  volumes:\n" + yaml.indent(2));
			pod.getSpec().setVolumes(wanted.getSpec().getVolumes());
			return new PodVolumes(new RestClient(this.cluster.client(), "test"), new PodView(pod), this.root, clock());
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private Clock clock() {
		return new Clock() {

			@Override
			public ZoneOffset getZone() {
				return ZoneOffset.UTC;
			}

			@Override
			public Clock withZone(java.time.ZoneId zone) {
				return this;
			}

			@Override
			public Instant instant() {
				return PodVolumesIT.this.now;
			}

		};
	}

}
