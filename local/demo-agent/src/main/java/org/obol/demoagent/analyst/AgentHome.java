package org.obol.demoagent.analyst;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The folder that makes this process somebody: a persona in {@code SOUL.md} and skills in
 * {@code skills/<name>/SKILL.md}. It is read on every question, so an update needs no
 * restart.
 */
public final class AgentHome {

	private static final int DEPTH = 5;

	private final @Nullable Path folder;

	private AgentHome(@Nullable Path folder) {
		this.folder = folder;
	}

	public static AgentHome at(@Nullable Path folder) {
		return new AgentHome(folder);
	}

	/**
	 * Without a skills folder nobody limits this agent; with one, only what it holds is
	 * open.
	 */
	boolean allows(Skill skill) {
		return skills().map((names) -> names.contains(skill.folder())).orElse(true);
	}

	/** What the operator wants of this agent: the persona's section on the objective. */
	Optional<String> objective() {
		if (this.folder == null) {
			return Optional.empty();
		}
		Path persona = this.folder.resolve("SOUL.md");
		try {
			return Files.isRegularFile(persona) ? Persona.objective(Files.readString(persona)) : Optional.empty();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private Optional<Set<String>> skills() {
		Path skills = (this.folder != null) ? this.folder.resolve("skills") : null;
		if (skills == null || !Files.isDirectory(skills)) {
			return Optional.empty();
		}
		try (Stream<Path> folders = Files.walk(skills, DEPTH, FileVisitOption.FOLLOW_LINKS)) {
			return Optional.of(folders.filter((folder) -> Files.isRegularFile(folder.resolve("SKILL.md")))
				.map((folder) -> String.valueOf(folder.getFileName()))
				.collect(Collectors.toSet()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
