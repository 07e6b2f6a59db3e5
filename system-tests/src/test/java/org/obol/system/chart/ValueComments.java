package org.obol.system.chart;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the keys of a values file that nobody described. A {@code # --} comment describes
 * the key below it and all that is in it.
 */
final class ValueComments {

	private static final Pattern KEY = Pattern.compile("^( *)([A-Za-z][\\w-]*):(.*)$");

	private ValueComments() {
	}

	static List<String> undescribed(List<String> lines) {
		List<String> undescribed = new ArrayList<>();
		Deque<Key> open = new ArrayDeque<>();
		boolean comment = false;
		for (String line : lines) {
			Matcher matcher = KEY.matcher(line);
			if (!matcher.matches()) {
				comment = line.strip().startsWith("# --") || (comment && line.strip().startsWith("#"));
				continue;
			}
			int depth = matcher.group(1).length();
			open.removeIf((key) -> key.depth() >= depth);
			boolean described = comment || open.stream().anyMatch(Key::described);
			open.push(new Key(depth, described));
			if (!described && !matcher.group(3).isBlank()) {
				undescribed.add(matcher.group(2));
			}
			comment = false;
		}
		return undescribed;
	}

	private record Key(int depth, boolean described) {
	}

}
