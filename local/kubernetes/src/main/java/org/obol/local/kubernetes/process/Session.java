package org.obol.local.kubernetes.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The processes that belong to a child's session, whoever their parent is now: what a
 * program starts in the background is found here after the program itself is gone. Linux
 * only; elsewhere a session has no members.
 *
 * @param leader the child's pid, which is its session's id
 */
record Session(long leader) {

	private static final Path PROC = Path.of("/proc");

	/** The session is the fourth field after the name, which may itself hold spaces. */
	private static final int SESSION_FIELD = 3;

	List<ProcessHandle> members() {
		List<ProcessHandle> members = new ArrayList<>();
		if (!Files.isDirectory(PROC)) {
			return members;
		}
		try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
			for (Path process : processes) {
				if (sessionOf(process) == this.leader) {
					ProcessHandle.of(Long.parseLong(process.getFileName().toString())).ifPresent(members::add);
				}
			}
		}
		catch (IOException ex) {
			return members;
		}
		return members;
	}

	/**
	 * Says of the members that carry a variable in the environment they were started
	 * with; a stranger's session that got the same id later does not.
	 */
	List<ProcessHandle> membersWith(String variable) {
		return members().stream().filter((member) -> hasVariable(member.pid(), variable)).toList();
	}

	private static boolean hasVariable(long pid, String variable) {
		return read(PROC.resolve(String.valueOf(pid)).resolve("environ"))
			.filter((environment) -> ("\0" + environment).contains("\0" + variable + "\0"))
			.isPresent();
	}

	private static long sessionOf(Path process) {
		return read(process.resolve("stat")).map((stat) -> stat.substring(stat.lastIndexOf(')') + 1).strip().split(" "))
			.filter((fields) -> fields.length > SESSION_FIELD)
			.map((fields) -> Long.parseLong(fields[SESSION_FIELD]))
			.orElse(-1L);
	}

	private static Optional<String> read(Path file) {
		try {
			return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
		}
		catch (IOException ex) {
			// It ended just now, or it is somebody else's.
			return Optional.empty();
		}
	}

}
