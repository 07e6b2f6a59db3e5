package org.obol.local.kubernetes.controlplane;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.List;

import org.obol.local.kubernetes.controlplane.Certificates.Identity;

/**
 * Writes the keys, certificates and kubeconfigs that the programs start with. All but the
 * service-account keys are new at each start; those stay, so that tokens outlive a
 * restart.
 */
final class KeyMaterial {

	private static final String ADMINS = "system:masters";

	private final Layout layout;

	private final PrivateFiles files;

	private final Certificates certificates;

	KeyMaterial(Layout layout, Clock clock) {
		this.layout = layout;
		this.files = new PrivateFiles(layout.keys());
		this.certificates = new Certificates(clock);
	}

	void write() {
		this.files.write("ca.crt", this.certificates.authorityPem());
		put("etcd", this.certificates.server("etcd", List.of("127.0.0.1", "localhost")));
		put("etcd-client", this.certificates.client("kube-apiserver", "obol"));
		put("apiserver", this.certificates.server("kube-apiserver", List.of("127.0.0.1", "10.96.0.1", "localhost",
				"kubernetes", "kubernetes.default", "kubernetes.default.svc", "kubernetes.default.svc.cluster.local")));
		put("kubelet-client", this.certificates.client("kube-apiserver-kubelet-client", ADMINS));
		put("node", this.certificates.server("obol-local", List.of("127.0.0.1", "localhost", "obol-local")));
		if (!this.files.has("service-accounts.key")) {
			put("service-accounts", this.certificates.keyPair());
		}
		this.files.write("controller-manager.kubeconfig", kubeconfig("system:kube-controller-manager"));
		new PrivateFiles(this.layout.directory()).write("kubeconfig", kubeconfig("obol-admin"));
	}

	private void put(String name, Identity identity) {
		this.files.write(name + ".crt", identity.certificate());
		this.files.write(name + ".key", identity.key());
	}

	private String kubeconfig(String user) {
		Identity identity = this.certificates.client(user, ADMINS);
		return """
				apiVersion: v1
				kind: Config
				clusters:
				- name: obol-local
				  cluster:
				    server: %s
				    certificate-authority-data: %s
				users:
				- name: %s
				  user:
				    client-certificate-data: %s
				    client-key-data: %s
				contexts:
				- name: obol-local
				  context:
				    cluster: obol-local
				    user: %s
				current-context: obol-local
				""".formatted(this.layout.apiUrl(), base64(this.certificates.authorityPem()), user,
				base64(identity.certificate()), base64(identity.key()), user);
	}

	private static String base64(String text) {
		return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
	}

	Path path(String name) {
		return this.files.path(name);
	}

}
