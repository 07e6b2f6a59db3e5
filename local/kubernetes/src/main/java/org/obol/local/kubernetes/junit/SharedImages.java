package org.obol.local.kubernetes.junit;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;

import org.obol.local.kubernetes.image.ImageTable;
import org.obol.local.kubernetes.image.LocalCommand;

/**
 * The tables of all test classes that share one virtual node.
 */
final class SharedImages implements ImageTable {

	private final List<ImageTable> tables = new CopyOnWriteArrayList<>();

	void add(Class<? extends ImageTable> type) {
		if (this.tables.stream().anyMatch(type::isInstance)) {
			return;
		}
		try {
			var constructor = type.getDeclaredConstructor();
			constructor.setAccessible(true);
			this.tables.add(constructor.newInstance());
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalArgumentException(
					"image table " + type.getName() + " must have a constructor without parameters that works", ex);
		}
	}

	@Override
	public Optional<LocalCommand> find(String name) {
		return this.tables.stream().flatMap((table) -> table.find(name).stream()).findFirst();
	}

	@Override
	public Set<String> names() {
		Set<String> names = new TreeSet<>();
		this.tables.forEach((table) -> names.addAll(table.names()));
		return names;
	}

}
