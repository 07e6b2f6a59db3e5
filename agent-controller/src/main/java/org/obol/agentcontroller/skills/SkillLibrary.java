package org.obol.agentcontroller.skills;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.obol.api.Skills;

/** The skills that can be named in an Agent. */
public final class SkillLibrary {

	private final Map<String, Skill> skills;

	private SkillLibrary(Map<String, Skill> skills) {
		this.skills = skills;
	}

	/**
	 * Reads the suite's own skills.
	 * @return the library
	 */
	public static SkillLibrary fromClassPath() {
		Map<String, Skill> skills = new TreeMap<>();
		Skills.NAMES.forEach((name) -> skills.put(name, new Skill(name, read("/skills/" + name + "/SKILL.md"))));
		return new SkillLibrary(skills);
	}

	/**
	 * Finds a skill.
	 * @param name its name
	 * @return the skill, if the library has it
	 */
	public Optional<Skill> find(String name) {
		return Optional.ofNullable(this.skills.get(name));
	}

	/**
	 * What there is.
	 * @return all names, in order
	 */
	public Set<String> names() {
		return this.skills.keySet();
	}

	private static String read(String resource) {
		try (InputStream in = SkillLibrary.class.getResourceAsStream(resource)) {
			if (in == null) {
				throw new IllegalStateException("No skill at " + resource + " on the class path");
			}
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
