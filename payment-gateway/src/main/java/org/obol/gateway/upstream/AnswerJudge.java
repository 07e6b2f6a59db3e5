package org.obol.gateway.upstream;

import java.util.List;
import java.util.Map;

/** Says what counts as an answer of one runtime. An HTTP status alone does not. */
public interface AnswerJudge {

	/**
	 * Judges a complete answer.
	 * @param status the HTTP status
	 * @param headers values by lower-case name
	 * @param body the bytes
	 * @return the verdict
	 */
	Judgement judge(int status, Map<String, List<String>> headers, byte[] body);

	/**
	 * Judges a stream of events, from its first byte on.
	 * @param status the HTTP status
	 * @return a judge of one stream
	 */
	StreamJudge stream(int status);

	/** The verdict on a complete answer. */
	sealed interface Judgement {

		/**
		 * Worth its price.
		 *
		 * @param body what the buyer gets
		 */
		record Good(byte[] body) implements Judgement {

		}

		/**
		 * Not charged.
		 *
		 * @param status what the buyer is told
		 * @param code why, for programs
		 */
		record Bad(int status, String code) implements Judgement {

		}

	}

}
