package org.obol.gateway.upstream;

import java.util.List;
import java.util.Map;

/** Any HTTP service: an answer is what has a status below 400. */
final class PlainAnswers implements AnswerJudge {

	private static final int FIRST_ERROR = 400;

	private static final int FIRST_SERVER_ERROR = 500;

	@Override
	public Judgement judge(int status, Map<String, List<String>> headers, byte[] body) {
		return (status < FIRST_ERROR) ? new Judgement.Good(body) : refusal(status);
	}

	static Judgement.Bad refusal(int status) {
		// How the service and this gateway agree on credentials is none of the buyer's
		// business.
		boolean ours = status == 401 || status == 402 || status == 403 || status == 407;
		if (status >= FIRST_SERVER_ERROR || status < FIRST_ERROR || ours) {
			return new Judgement.Bad(502, "upstream_failed");
		}
		return (status == 429) ? new Judgement.Bad(503, "upstream_busy")
				: new Judgement.Bad(status, "upstream_refused");
	}

	@Override
	public StreamJudge stream(int status) {
		return new StreamJudge() {

			private boolean content;

			private boolean ended;

			@Override
			public byte[] take(byte[] bytes) {
				this.content |= bytes.length > 0;
				return bytes;
			}

			@Override
			public void end() {
				this.ended = true;
			}

			@Override
			public boolean hasContent() {
				return this.content && status < FIRST_ERROR;
			}

			@Override
			public boolean hasFailed() {
				return status >= FIRST_ERROR;
			}

			@Override
			public boolean isComplete() {
				return hasContent() && this.ended;
			}
		};
	}

}
