package org.obol.local.kubernetes.controlplane;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemGenerationException;

/**
 * The certificate authority of one control plane. Its key never leaves memory: what it
 * signs is made anew at each start, and so is the authority.
 */
final class Certificates {

	private static final Duration VALIDITY = Duration.ofDays(365);

	private final SecureRandom random = new SecureRandom();

	private final Instant now;

	private final KeyPair keys;

	private final X500Name issuer = new X500Name("CN=obol-local-ca");

	private final X509CertificateHolder authority;

	Certificates(Clock clock) {
		this.now = clock.instant();
		this.keys = newKeys();
		this.authority = sign(this.keys, this.issuer, List.of());
	}

	/** Gives the authority's certificate as PEM. */
	String authorityPem() {
		return pem(this.authority);
	}

	/**
	 * Makes a certificate for a server and a client at once, since etcd's peers are both.
	 * @param names DNS names and addresses that it answers to
	 */
	Identity server(String commonName, List<String> names) {
		List<GeneralName> alternatives = names.stream()
			.map((name) -> new GeneralName(isAddress(name) ? GeneralName.iPAddress : GeneralName.dNSName, name))
			.toList();
		return identity(new X500Name("CN=" + commonName), alternatives);
	}

	/** Makes a certificate for a user in a group. */
	Identity client(String user, String group) {
		return identity(new X500Name("O=" + group + ",CN=" + user), List.of());
	}

	/** Makes a key pair on its own, as PEM, for service-account tokens. */
	Identity keyPair() {
		KeyPair pair = newKeys();
		return new Identity(pem(pair.getPublic()), privatePem(pair));
	}

	private Identity identity(X500Name subject, List<GeneralName> alternatives) {
		KeyPair pair = newKeys();
		return new Identity(pem(sign(pair, subject, alternatives)), privatePem(pair));
	}

	private X509CertificateHolder sign(KeyPair subjectKeys, X500Name subject, List<GeneralName> alternatives) {
		boolean isAuthority = subject.equals(this.issuer);
		try {
			X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(this.issuer,
					new BigInteger(120, this.random), Date.from(this.now.minus(Duration.ofMinutes(5))),
					Date.from(this.now.plus(VALIDITY)), subject, subjectKeys.getPublic());
			builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isAuthority));
			builder.addExtension(Extension.keyUsage, true, new KeyUsage(
					KeyUsage.digitalSignature | (isAuthority ? KeyUsage.keyCertSign : KeyUsage.keyEncipherment)));
			if (!isAuthority) {
				builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(
						new KeyPurposeId[] { KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth }));
			}
			if (!alternatives.isEmpty()) {
				builder.addExtension(Extension.subjectAlternativeName, false,
						new GeneralNames(alternatives.toArray(GeneralName[]::new)));
			}
			return builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(this.keys.getPrivate()));
		}
		catch (IOException | OperatorCreationException ex) {
			throw new IllegalStateException("cannot sign a certificate for " + subject, ex);
		}
	}

	private static boolean isAddress(String name) {
		return !name.isEmpty() && name.chars().allMatch((c) -> c == '.' || Character.isDigit(c));
	}

	private static KeyPair newKeys() {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
			generator.initialize(new ECGenParameterSpec("secp256r1"));
			return generator.generateKeyPair();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("this JDK lacks P-256", ex);
		}
	}

	private static String privatePem(KeyPair pair) {
		try {
			// PKCS#8: every client reads it, while BouncyCastle's SEC1 form lacks the
			// public key.
			return pem(new JcaPKCS8Generator(pair.getPrivate(), null));
		}
		catch (PemGenerationException ex) {
			throw new IllegalStateException("cannot write a private key", ex);
		}
	}

	private static String pem(Object object) {
		StringWriter text = new StringWriter();
		try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
			writer.writeObject(object);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return text.toString();
	}

	/**
	 * A certificate (or bare public key) and its private key.
	 *
	 * @param certificate PEM
	 * @param key PEM
	 */
	record Identity(String certificate, String key) {
	}

}
