package org.obol.local.kubernetes.node;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.apis.AppsV1Api;
import io.kubernetes.client.openapi.apis.CoreV1Api;
import io.kubernetes.client.openapi.models.V1Pod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.obol.local.kubernetes.junit.ApiRefusedException;
import org.obol.local.kubernetes.junit.KubernetesTest;
import org.obol.local.kubernetes.junit.TestCluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

@KubernetesTest(virtualNode = true, images = TinyServer.class)
class VirtualNodeIT {

	private static final Duration PATIENCE = Duration.ofSeconds(40);

	private static final String TINY = """
			apiVersion: v1
			kind: ConfigMap
			metadata: {name: settings}
			data: {greeting: hello, application.yaml: "a: 1"}
			---
			apiVersion: v1
			kind: Secret
			metadata: {name: keys}
			stringData: {key: s3cret}
			---
			apiVersion: v1
			kind: PersistentVolumeClaim
			metadata: {name: data}
			spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
			---
			apiVersion: v1
			kind: Service
			metadata: {name: tiny}
			spec:
			  selector: {app: tiny}
			  ports: [{name: http, port: 8642, targetPort: http}]
			---
			apiVersion: apps/v1
			kind: Deployment
			metadata: {name: tiny}
			spec:
			  selector: {matchLabels: {app: tiny}}
			  template:
			    metadata:
			      labels: {app: tiny, app.kubernetes.io/part-of: obol-agent-market}
			    spec:
			      terminationGracePeriodSeconds: 2
			      volumes:
			      - {name: settings, configMap: {name: settings}}
			      - {name: data, persistentVolumeClaim: {claimName: data}}
			      - {name: scratch, emptyDir: {}}
			      initContainers:
			      - name: prepare
			        image: test/shell:1
			        command: [sh, -c, "echo prepared > /scratch/init"]
			        volumeMounts: [{name: scratch, mountPath: /scratch}]
			      containers:
			      - name: tiny
			        image: registry.test/group/tiny:1@sha256:0123456789012345678901234567890123456789012345678901234567890123
			        args: ["--config=/etc/tiny/application.yaml", "--server.port=8080"]
			        ports: [{name: http, containerPort: 8080}]
			        env:
			        - {name: SERVER_PORT, value: "8080"}
			        - {name: CONFIG, value: /etc/tiny/greeting}
			        - {name: SCRATCH, value: /scratch}
			        - {name: DATA, value: /data}
			        - {name: KEY, valueFrom: {secretKeyRef: {name: keys, key: key}}}
			        - {name: POD, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
			        volumeMounts:
			        - {name: settings, mountPath: /etc/tiny}
			        - {name: data, mountPath: /data}
			        - {name: scratch, mountPath: /scratch}
			        readinessProbe: {httpGet: {path: /health, port: http}, periodSeconds: 2}
			        startupProbe: {tcpSocket: {port: http}, periodSeconds: 1, failureThreshold: 60}
			        livenessProbe: {httpGet: {path: /health, port: 8080}, periodSeconds: 2}
			""";

	private final HttpClient http = HttpClient.newHttpClient();

	@Test
	void aDeploymentRunsAsAProcessWithItsEnvironmentVolumesAndPorts(TestCluster cluster) throws Exception {
		cluster.apply(TINY);
		awaitAvailable(cluster);
		String base = awaitEndpoint(cluster);
		assertThat(get(base + "/env/KEY")).isEqualTo("s3cret");
		assertThat(get(base + "/env/POD")).startsWith("tiny-");
		assertThat(get(base + "/env/OBOL_LOCAL")).isEqualTo("true");
		assertThat(get(base + "/env/KUBERNETES_SERVICE_HOST")).isEqualTo("null");
		assertThat(get(base + "/environment")).doesNotContain("JAVA_HOME", "MAVEN", "KUBEBUILDER_ASSETS");
		String config = get(base + "/env/CONFIG");
		assertThat(config).isNotEqualTo("/etc/tiny/greeting");
		assertThat(get(base + "/file?" + config)).isEqualTo("hello");
		assertThat(get(base + "/file?" + get(base + "/env/SCRATCH") + "/init")).isEqualTo("prepared\n");
		assertThat(get(base + "/file?" + get(base + "/env/KUBECONFIG"))).contains("tokenFile:")
			.contains("system:serviceaccount:" + cluster.namespace() + ":default");

		assertThat(kubectl(cluster, "logs", "deployment/tiny", "-c", "tiny")).contains("tiny listens on")
			.contains("--config=" + config.replace("greeting", "application.yaml"))
			.doesNotContain("--server.port=8080");

		cluster.apply("""
				apiVersion: v1
				kind: ConfigMap
				metadata: {name: settings}
				data: {greeting: changed}
				""");
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(get(base + "/file?" + config)).isEqualTo("changed"));
	}

	@Test
	void aCrashedContainerIsStartedAgainAndADeletedPodIsReplacedWithItsVolume(TestCluster cluster) throws Exception {
		cluster.apply(TINY);
		awaitAvailable(cluster);
		String base = awaitEndpoint(cluster);
		assertThat(get(base + "/write?" + get(base + "/env/DATA") + "/kept")).isEqualTo("written");
		assertThatThrownBy(() -> get(base + "/crash")).isInstanceOf(java.io.IOException.class);
		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(pod(cluster).getStatus().getContainerStatuses().getFirst())
				.satisfies((status) -> assertThat(status.getRestartCount()).isEqualTo(1))
				.satisfies((status) -> assertThat(status.getLastState().getTerminated().getExitCode()).isEqualTo(3))
				.satisfies((status) -> assertThat(status.getReady()).isTrue()));
		assertThat(kubectl(cluster, "logs", "deployment/tiny", "-c", "tiny", "--previous")).contains("tiny listens on");

		String before = pod(cluster).getMetadata().getName();
		new CoreV1Api(cluster.client()).deleteNamespacedPod(before, cluster.namespace()).execute();
		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(pods(cluster)).singleElement()
				.satisfies((pod) -> assertThat(pod.getMetadata().getName()).isNotEqualTo(before))
				.satisfies((pod) -> assertThat(pod.getStatus().getPhase()).isEqualTo("Running")));
		awaitAvailable(cluster);
		String again = awaitEndpoint(cluster);
		assertThat(get(again + "/file?" + get(again + "/env/DATA") + "/kept")).isEqualTo("written");
	}

	@Test
	void aProgramThatAlwaysFailsBacksOff(TestCluster cluster) throws Exception {
		cluster.apply(pod("failing", "command: [sh, -c, 'echo no; exit 7']"));
		await().atMost(PATIENCE).untilAsserted(() -> {
			var status = pod(cluster).getStatus().getContainerStatuses().getFirst();
			assertThat(status.getRestartCount()).isGreaterThanOrEqualTo(2);
			assertThat(status.getState().getWaiting().getReason()).isEqualTo("CrashLoopBackOff");
			assertThat(status.getLastState().getTerminated().getExitCode()).isEqualTo(7);
		});
		assertThat(pod(cluster).getStatus().getPhase()).isEqualTo("Running");
	}

	@Test
	void theEndpointIsTakenBackAndANamespaceCanBeDeletedWhilePodsRun(TestCluster cluster) throws Exception {
		cluster.apply(TINY);
		awaitEndpoint(cluster);
		cluster.apply(scaled(0));
		await().atMost(PATIENCE)
			.untilAsserted(
					() -> assertThat(endpoint(cluster)).doesNotContainKey(VirtualNodeOptions.ENDPOINT_ANNOTATION));
		cluster.apply(scaled(1));
		awaitEndpoint(cluster);
		cluster.close();
		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThatThrownBy(
					() -> new CoreV1Api(cluster.client()).readNamespace(cluster.namespace()).execute())
				.isInstanceOfSatisfying(ApiException.class, (ex) -> assertThat(ex.getCode()).isEqualTo(404)));
	}

	@Test
	void anUnknownImageAndATakenPortSayWhatIsWrong(TestCluster cluster) throws Exception {
		cluster.apply(pod("unknown", "image: test/nobody-knows:1"));
		await().atMost(PATIENCE)
			.untilAsserted(
					() -> assertThat(pod(cluster).getStatus().getContainerStatuses().getFirst().getState().getWaiting())
						.satisfies((waiting) -> assertThat(waiting.getReason()).isEqualTo("ErrImagePull"))
						.satisfies((waiting) -> assertThat(waiting.getMessage()).contains("test/nobody-knows:1",
								"shell, tiny")));
		new CoreV1Api(cluster.client()).deleteNamespacedPod("unknown", cluster.namespace()).execute();
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(pods(cluster)).isEmpty());
		try (var taken = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
			cluster.apply(pod("taken", "ports: [{containerPort: 80, hostPort: %d}]".formatted(taken.getLocalPort())));
			await().atMost(PATIENCE)
				.untilAsserted(() -> assertThat(
						pod(cluster).getStatus().getContainerStatuses().getFirst().getState().getWaiting().getMessage())
					.contains("hostPort " + taken.getLocalPort() + " is taken"));
		}
		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(pod(cluster).getStatus().getPhase()).isEqualTo("Running"));
	}

	@Test
	void theHookBeforeTheEndRunsAndALivenessProbeThatFailsRestartsTheContainer(TestCluster cluster,
			@TempDir Path directory) throws Exception {
		Path hook = directory.resolve("hook");
		Path alive = Files.createFile(directory.resolve("alive"));
		cluster.apply(pod("hooked", """
				command: [sh, -c, 'sleep 1000']
				    lifecycle: {preStop: {exec: {command: [touch, %s]}}}
				    livenessProbe: {exec: {command: [test, -e, %s]}, periodSeconds: 1, failureThreshold: 2}"""
			.formatted(hook, alive)));
		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(pod(cluster).getStatus().getPhase()).isEqualTo("Running"));
		Files.delete(alive);
		await().atMost(PATIENCE).untilAsserted(() -> {
			var status = pod(cluster).getStatus().getContainerStatuses().getFirst();
			assertThat(status.getRestartCount()).isPositive();
			assertThat(status.getLastState().getTerminated().getMessage()).startsWith("Liveness probe failed");
		});
		Files.createFile(alive);
		await().atMost(PATIENCE)
			.untilAsserted(
					() -> assertThat(pod(cluster).getStatus().getContainerStatuses().getFirst().getReady()).isTrue());
		new CoreV1Api(cluster.client()).deleteNamespacedPod("hooked", cluster.namespace()).execute();
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(pods(cluster)).isEmpty());
		assertThat(hook).exists();
	}

	@Test
	void aPodWithoutOurLabelIsLeftAlone(TestCluster cluster) throws Exception {
		cluster.apply(pod("stranger", "command: [sh, -c, 'sleep 100']").replace("obol-agent-market", "others"));
		cluster.apply(pod("ours", "command: [sh, -c, 'sleep 100']"));
		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(pods(cluster)).extracting((pod) -> pod.getStatus().getPhase())
				.containsExactlyInAnyOrder("Pending", "Running"));
		assertThat(new CoreV1Api(cluster.client()).readNamespacedPod("stranger", cluster.namespace())
			.execute()
			.getSpec()
			.getNodeName()).isNull();
	}

	@Test
	void podSecurityAndRbacHold(TestCluster cluster) {
		cluster.apply("""
				apiVersion: v1
				kind: Namespace
				metadata:
				  name: %s
				  labels: {pod-security.kubernetes.io/enforce: restricted}
				""".formatted(cluster.namespace()));
		assertThatThrownBy(() -> cluster.apply(pod("loose", "command: [sh]"))).isInstanceOf(ApiRefusedException.class)
			.hasMessageContaining("violates PodSecurity \\\"restricted:latest\\\"");
		assertThat(kubectl(cluster, "auth", "can-i", "list", "secrets", "--as",
				"system:serviceaccount:" + cluster.namespace() + ":default"))
			.contains("no");
	}

	private static String scaled(int replicas) {
		return TINY.replace("name: tiny}\nspec:\n  selector: {match",
				"name: tiny}\nspec:\n  replicas: " + replicas + "\n  selector: {match");
	}

	private static String pod(String name, String rest) {
		String image = rest.startsWith("image:") ? "" : "    image: test/shell\n";
		String command = rest.startsWith("ports:") ? "    command: [sh, -c, 'sleep 100']\n" : "";
		return """
				apiVersion: v1
				kind: Pod
				metadata: {name: %s, labels: {app.kubernetes.io/part-of: obol-agent-market}}
				spec:
				  terminationGracePeriodSeconds: 1
				  containers:
				  - name: main
				%s%s    %s
				""".formatted(name, image, command, rest);
	}

	private static void awaitAvailable(TestCluster cluster) {
		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(
					new AppsV1Api(cluster.client()).readNamespacedDeployment("tiny", cluster.namespace())
						.execute()
						.getStatus()
						.getAvailableReplicas())
				.isEqualTo(1));
	}

	private static String awaitEndpoint(TestCluster cluster) {
		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(endpoint(cluster)).containsKey(VirtualNodeOptions.ENDPOINT_ANNOTATION));
		String endpoint = endpoint(cluster).get(VirtualNodeOptions.ENDPOINT_ANNOTATION);
		assertThat(endpoint).startsWith("8642=127.0.0.1:");
		return "http://" + endpoint.substring("8642=".length());
	}

	private static Map<String, String> endpoint(TestCluster cluster) {
		try {
			Map<String, String> annotations = new CoreV1Api(cluster.client())
				.readNamespacedService("tiny", cluster.namespace())
				.execute()
				.getMetadata()
				.getAnnotations();
			return (annotations != null) ? annotations : Map.of();
		}
		catch (ApiException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static V1Pod pod(TestCluster cluster) {
		return pods(cluster).getFirst();
	}

	private static List<V1Pod> pods(TestCluster cluster) {
		try {
			return new CoreV1Api(cluster.client()).listNamespacedPod(cluster.namespace()).execute().getItems();
		}
		catch (ApiException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private String get(String url) throws Exception {
		return this.http.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
			.body();
	}

	private static String kubectl(TestCluster cluster, String... words) {
		List<String> command = new java.util.ArrayList<>(
				List.of("kubectl", "--kubeconfig", cluster.kubeconfig().toString(), "-n", cluster.namespace()));
		command.addAll(List.of(words));
		try {
			Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
			return output;
		}
		catch (java.io.IOException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
