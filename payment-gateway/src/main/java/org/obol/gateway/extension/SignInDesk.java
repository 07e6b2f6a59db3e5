package org.obol.gateway.extension;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.obol.gateway.paywall.FreeCalls;
import org.obol.gateway.paywall.Refusals;
import org.obol.gateway.paywall.Reply;
import org.obol.gateway.route.Route;
import org.obol.gateway.upstream.BuyerRequest;
import org.obol.gateway.upstream.Upstream;
import org.obol.x402.Network;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.ResourceInfo;
import org.obol.x402.codec.MalformedMessageException;
import org.obol.x402.codec.PaymentHeaders;
import org.obol.x402.codec.SignInCodec;
import org.obol.x402.evm.PersonalMessage;
import org.obol.x402.evm.Signatures;
import org.obol.x402.extension.SignIn;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Serves the paths that cost a wallet's signature and no money (gate {@code auth}). A
 * sign-in opens the one path it was asked for, once; what was ever paid for opens nothing
 * here.
 */
@Component
public class SignInDesk {

	private final SignInChallenges challenges;

	private final SignInStore store;

	private final WalletSignatures wallets;

	private final FreeCalls calls;

	SignInDesk(SignInChallenges challenges, SignInStore store, WalletSignatures wallets, FreeCalls calls) {
		this.challenges = challenges;
		this.store = store;
		this.wallets = wallets;
		this.calls = calls;
	}

	/**
	 * Asks for a signature. Does not block.
	 * @param route the offer
	 * @param rest the path below it
	 * @return the challenge, as the 402 that official clients sign in on
	 */
	public Reply.Whole ask(Route route, String rest) {
		return ask(route, rest, "Sign in with your wallet");
	}

	/**
	 * Serves a call that came with a sign-in. Blocks.
	 * @param route the offer
	 * @param request what is asked
	 * @param header the value of {@code SIGN-IN-WITH-X}
	 * @param upstream how to get there
	 * @return what the caller gets
	 */
	public Reply serve(Route route, BuyerRequest request, String header, Upstream upstream) {
		try {
			SignIn.Signed signed = SignInCodec.decodeHeader(header);
			Optional<String> problem = problem(route, request.rest(), signed);
			return problem.isPresent() ? ask(route, request.rest(), problem.get())
					: this.calls.serve(route, request, signed.address().toLowerCase(Locale.ROOT), upstream);
		}
		catch (MalformedMessageException ex) {
			return Refusals.problem(400, "invalid_sign_in_header", "The sign-in can not be read: " + ex.getMessage(),
					"Send base64 of the JSON that the extension sign-in-with-x describes.", false);
		}
		catch (DataAccessException ex) {
			return Refusals.problem(503, "sign_in_unavailable", "Nobody can sign in at the moment.", "Try again later.",
					true);
		}
	}

	private Optional<String> problem(Route route, String rest, SignIn.Signed signed) {
		SignIn message = signed.message();
		Optional<String> problem = this.challenges.problem(message, route.path() + rest);
		if (problem.isPresent()) {
			return problem;
		}
		if (!networks(route).contains(message.network())) {
			return Optional.of("invalid_siwx_unsupported_chain");
		}
		// Used up before a chain is asked: each question costs a challenge.
		if (!this.store.use(message.nonce())) {
			return Optional.of("invalid_siwx_nonce");
		}
		byte[] digest = PersonalMessage.digest(message.text(signed.address()));
		boolean good = Signatures.isBy(digest, signed.signature(), signed.address())
				|| this.wallets.accept(message.network(), signed.address(), digest, signed.signature());
		return good ? Optional.empty() : Optional.of("invalid_siwx_signature");
	}

	private Reply.Whole ask(Route route, String rest, String error) {
		List<Network> networks = networks(route);
		if (networks.isEmpty()) {
			return Refusals.problem(404, "offer_not_found", "Nobody can sign in to this offer.",
					"See /api/services.json for what is offered.", false);
		}
		SignIn challenge = this.challenges.fresh(route.path() + rest, networks.getFirst());
		Map<String, Object> extensions = Map.of(SignIn.KEY, challenge.declaration(networks));
		ResourceInfo resource = ResourceInfo.of(challenge.uri(), route.quote().required().resource().description(),
				null);
		Map<String, List<String>> headers = new LinkedHashMap<>();
		headers.put("Content-Type", List.of("application/json"));
		headers.put("Cache-Control", List.of("no-store"));
		headers.put("WWW-Authenticate", List.of("SIWX domain=\"" + challenge.domain() + "\""));
		headers.put(PaymentHeaders.PAYMENT_REQUIRED, List.of(SignInCodec.encodeHeader(error, resource, extensions)));
		return new Reply.Whole(402, headers, SignInCodec.encodeBody(error, resource, extensions));
	}

	private static List<Network> networks(Route route) {
		return route.accepts().stream().map(PaymentRequirements::network).filter(Network::isEvm).distinct().toList();
	}

}
