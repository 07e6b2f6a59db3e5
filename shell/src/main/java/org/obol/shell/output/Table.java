package org.obol.shell.output;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Lays out rows in columns that line up. */
public final class Table {

	private static final String GAP = "  ";

	private final List<List<String>> rows = new ArrayList<>();

	/**
	 * A table with a heading.
	 * @param headings the columns' names
	 */
	public Table(String... headings) {
		this.rows.add(List.of(headings));
	}

	/**
	 * Adds a row.
	 * @param cells as many texts as there are headings; an empty one is shown as a dash
	 * @return this
	 */
	public Table row(String... cells) {
		if (cells.length != this.rows.getFirst().size()) {
			throw new IllegalArgumentException("a row of " + cells.length + " cells under " + this.rows.getFirst());
		}
		this.rows.add(IntStream.range(0, cells.length).mapToObj((i) -> cells[i].isEmpty() ? "-" : cells[i]).toList());
		return this;
	}

	/**
	 * The table as text.
	 * @return lines without trailing blanks, without a final line break
	 */
	public String render() {
		int columns = this.rows.getFirst().size();
		int[] widths = IntStream.range(0, columns).map(this::width).toArray();
		return this.rows.stream().map((row) -> line(row, widths)).collect(Collectors.joining("\n"));
	}

	private int width(int column) {
		return this.rows.stream().mapToInt((row) -> length(row.get(column))).max().orElse(0);
	}

	private static String line(List<String> row, int[] widths) {
		StringBuilder line = new StringBuilder();
		for (int i = 0; i < row.size(); i++) {
			line.append(row.get(i)).append(" ".repeat(widths[i] - length(row.get(i)))).append(GAP);
		}
		return line.toString().stripTrailing();
	}

	private static int length(String text) {
		return text.codePointCount(0, text.length());
	}

}
