package org.obol.agentcontroller.skills;

/**
 * One skill: an Agent Skill with front matter and instructions.
 *
 * @param name the folder's name, which is also the front matter's
 * @param document the whole SKILL.md
 */
public record Skill(String name, String document) {

}
