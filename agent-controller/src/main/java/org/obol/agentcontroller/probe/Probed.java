package org.obol.agentcontroller.probe;

import org.obol.api.AgentReason;

/**
 * What a probe found out.
 *
 * @param status {@code True}, {@code False} or {@code Unknown}
 * @param reason why, for programs
 * @param message why, for people
 */
public record Probed(String status, AgentReason reason, String message) {

}
