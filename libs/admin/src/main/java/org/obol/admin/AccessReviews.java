package org.obol.admin;

import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.apis.AuthenticationV1Api;
import io.kubernetes.client.openapi.apis.AuthorizationV1Api;
import io.kubernetes.client.openapi.models.V1ResourceAttributes;
import io.kubernetes.client.openapi.models.V1SubjectAccessReview;
import io.kubernetes.client.openapi.models.V1SubjectAccessReviewSpec;
import io.kubernetes.client.openapi.models.V1TokenReview;
import io.kubernetes.client.openapi.models.V1TokenReviewSpec;
import io.kubernetes.client.openapi.models.V1TokenReviewStatus;
import io.kubernetes.client.openapi.models.V1UserInfo;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * Asks the API server who a bearer token belongs to (TokenReview) and what they may do
 * (SubjectAccessReview), so that the admin APIs have no users and no rules of their own.
 */
public final class AccessReviews {

	private static final String SCHEME = "Bearer ";

	private final AuthenticationV1Api authentication;

	private final AuthorizationV1Api authorization;

	/**
	 * Asks through a client.
	 * @param client may create tokenreviews and subjectaccessreviews
	 */
	public AccessReviews(ApiClient client) {
		this.authentication = new AuthenticationV1Api(client);
		this.authorization = new AuthorizationV1Api(client);
	}

	/**
	 * Lets a caller pass, or tells why not.
	 * @param authorizationHeader what the caller sent, may be null
	 * @param access what the caller wants
	 * @return the caller's user name
	 * @throws AdminException 401 without a known token, 403 without the right, 503 when
	 * the API server can't be asked
	 */
	public String require(@Nullable String authorizationHeader, ResourceAccess access) {
		return switch (review(authorizationHeader, access)) {
			case Verdict.Allowed(String username) -> username;
			case Verdict.Unauthenticated() -> throw new AdminException(HttpStatus.UNAUTHORIZED, "unauthenticated",
					"send a Kubernetes token as Authorization: Bearer <token>; kubectl create token makes one");
			case Verdict.Forbidden(String username) ->
				throw new AdminException(HttpStatus.FORBIDDEN, "forbidden", username + " may not " + access);
		};
	}

	Verdict review(@Nullable String authorizationHeader, ResourceAccess access) {
		if (authorizationHeader == null || !authorizationHeader.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
			return new Verdict.Unauthenticated();
		}
		try {
			V1UserInfo user = userOf(authorizationHeader.substring(SCHEME.length()).strip());
			if (user == null) {
				return new Verdict.Unauthenticated();
			}
			String username = Objects.requireNonNullElse(user.getUsername(), "");
			return isAllowed(user, access) ? new Verdict.Allowed(username) : new Verdict.Forbidden(username);
		}
		catch (ApiException ex) {
			throw new AdminException(HttpStatus.SERVICE_UNAVAILABLE, "api_server_unavailable",
					"the Kubernetes API server can't be asked who is calling; try again");
		}
	}

	private @Nullable V1UserInfo userOf(String token) throws ApiException {
		if (token.isEmpty()) {
			return null;
		}
		V1TokenReview review = this.authentication
			.createTokenReview(new V1TokenReview().spec(new V1TokenReviewSpec().token(token)))
			.execute();
		V1TokenReviewStatus status = review.getStatus();
		return (status != null && Boolean.TRUE.equals(status.getAuthenticated())) ? status.getUser() : null;
	}

	private boolean isAllowed(V1UserInfo user, ResourceAccess access) throws ApiException {
		V1ResourceAttributes attributes = new V1ResourceAttributes().verb(access.verb())
			.group(access.group())
			.resource(access.resource())
			.subresource(access.subresource())
			.namespace(access.namespace())
			.name(access.name());
		V1SubjectAccessReview review = this.authorization.createSubjectAccessReview(
				new V1SubjectAccessReview().spec(new V1SubjectAccessReviewSpec().user(user.getUsername())
					.uid(user.getUid())
					.groups(user.getGroups())
					.extra(user.getExtra())
					.resourceAttributes(attributes)))
			.execute();
		return review.getStatus() != null && Boolean.TRUE.equals(review.getStatus().getAllowed());
	}

}
