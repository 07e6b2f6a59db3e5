package org.obol.gateway.extension;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.obol.gateway.GatewayProperties;
import org.obol.x402.Network;
import org.obol.x402.extension.SignIn;
import org.springframework.stereotype.Component;

/**
 * Makes sign-in challenges, and knows its own again: the nonce is sealed over the path
 * and the time, so that nothing has to be kept for those who only ask. Domain and address
 * are the configured ones; the Host header counts for nothing.
 */
@Component
class SignInChallenges {

	private static final Duration GOOD_FOR = Duration.ofMinutes(5);

	private static final String STATEMENT = "Sign in to use this service. This costs nothing and moves no money.";

	private static final int RANDOM = 12;

	private static final int SEAL = 16;

	private final SecureRandom random = new SecureRandom();

	private final String origin;

	private final String domain;

	private final SecretKeySpec key;

	private final Clock clock;

	SignInChallenges(GatewayProperties properties, SignInStore store, Clock clock) {
		URI url = properties.publicUrl();
		this.origin = url.getScheme() + "://" + url.getRawAuthority();
		this.domain = url.getRawAuthority();
		this.key = new SecretKeySpec(store.key(), "HmacSHA256");
		this.clock = clock;
	}

	/**
	 * A challenge for one path.
	 * @param path the path that is asked for
	 * @param network any chain; the buyer chooses one of those declared
	 */
	SignIn fresh(String path, Network network) {
		byte[] bytes = new byte[RANDOM];
		this.random.nextBytes(bytes);
		Instant now = this.clock.instant().truncatedTo(ChronoUnit.SECONDS);
		return challenge(path, network, now, nonce(bytes, now, path));
	}

	/**
	 * Why a signed challenge is not one of ours for this path and this moment.
	 * @param signed what the buyer says was signed
	 * @param path the path that is asked for
	 * @return a code, or empty when it is
	 */
	Optional<String> problem(SignIn signed, String path) {
		if (!signed.domain().equals(this.domain)) {
			return Optional.of("invalid_siwx_domain_mismatch");
		}
		if (!signed.uri().equals(this.origin + path)) {
			return Optional.of("invalid_siwx_uri_mismatch");
		}
		Instant issued;
		try {
			issued = Instant.parse(signed.issuedAt());
		}
		catch (DateTimeParseException ex) {
			return Optional.of("invalid_siwx_issued_at");
		}
		Instant now = this.clock.instant();
		if (issued.isAfter(now)) {
			return Optional.of("invalid_siwx_issued_at_in_future");
		}
		if (issued.plus(GOOD_FOR).isBefore(now)) {
			return Optional.of("invalid_siwx_expired");
		}
		if (!isOurs(signed.nonce(), issued, path)) {
			return Optional.of("invalid_siwx_nonce");
		}
		boolean asGiven = signed.equals(challenge(path, signed.network(), issued, signed.nonce()));
		return asGiven ? Optional.empty() : Optional.of("invalid_siwx_message");
	}

	private SignIn challenge(String path, Network network, Instant issued, String nonce) {
		String uri = this.origin + path;
		return new SignIn(this.domain, STATEMENT, uri, SignIn.VERSION, network, nonce, issued.toString(),
				issued.plus(GOOD_FOR).toString(), null, null, List.of(uri));
	}

	private boolean isOurs(String nonce, Instant issued, String path) {
		if (nonce.length() != 2 * (RANDOM + SEAL) || !nonce.matches("[0-9a-f]+")) {
			return false;
		}
		byte[] bytes = HexFormat.of().parseHex(nonce, 0, 2 * RANDOM);
		return MessageDigest.isEqual(nonce(bytes, issued, path).getBytes(StandardCharsets.US_ASCII),
				nonce.getBytes(StandardCharsets.US_ASCII));
	}

	private String nonce(byte[] bytes, Instant issued, String path) {
		try {
			Mac mac = Mac.getInstance("HmacSHA256");
			mac.init(this.key);
			mac.update(bytes);
			mac.update(ByteBuffer.allocate(Long.BYTES).putLong(issued.getEpochSecond()).array());
			byte[] seal = mac.doFinal(path.getBytes(StandardCharsets.UTF_8));
			return HexFormat.of().formatHex(bytes) + HexFormat.of().formatHex(seal, 0, SEAL);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
