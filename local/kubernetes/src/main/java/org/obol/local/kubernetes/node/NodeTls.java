package org.obol.local.kubernetes.node;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import org.obol.local.kubernetes.controlplane.ControlPlane;

/**
 * The node's side of its connection with the API server.
 */
final class NodeTls {

	private NodeTls() {
	}

	static SSLContext context(ControlPlane controlPlane) {
		char[] none = new char[0];
		try {
			KeyStore keys = KeyStore.getInstance("PKCS12");
			keys.load(null, none);
			keys.setKeyEntry("node", key(controlPlane.nodeKey()), none,
					new Certificate[] { certificate(controlPlane.nodeCertificate()) });
			KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
			keyManagers.init(keys, none);
			KeyStore trusted = KeyStore.getInstance("PKCS12");
			trusted.load(null, none);
			trusted.setCertificateEntry("authority", certificate(controlPlane.authority()));
			TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			trust.init(trusted);
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(keyManagers.getKeyManagers(), trust.getTrustManagers(), null);
			return context;
		}
		catch (GeneralSecurityException | IOException ex) {
			throw new IllegalStateException("cannot load the node's certificate", ex);
		}
	}

	private static Certificate certificate(Path file) throws IOException, GeneralSecurityException {
		try (InputStream stream = Files.newInputStream(file)) {
			return CertificateFactory.getInstance("X.509").generateCertificate(stream);
		}
	}

	private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
		String base64 = Files.readString(file).replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
		return KeyFactory.getInstance("EC")
			.generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
	}

}
