package org.obol.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PageTests {

	private final List<String> all = IntStream.range(0, 25)
		.mapToObj((number) -> String.format("%02d", 24 - number))
		.toList();

	@Test
	void followingTheCursorsShowsEverythingOnceAndInOrder() {
		List<String> seen = new ArrayList<>();
		String cursor = null;
		do {
			Page<String> page = Page.of(this.all, Function.identity(), PageRequest.parse("10", cursor));
			assertThat(page.items()).hasSizeLessThanOrEqualTo(10);
			seen.addAll(page.items());
			cursor = page.nextCursor();
		}
		while (cursor != null);
		assertThat(seen).isSorted().hasSize(25).doesNotHaveDuplicates();
	}

	@Test
	void anItemThatVanishedBetweenTwoPagesHidesNoOther() {
		Page<String> first = Page.of(this.all, Function.identity(), PageRequest.parse("10", null));
		List<String> fewer = this.all.stream().filter((item) -> !item.equals("09")).toList();
		Page<String> second = Page.of(fewer, Function.identity(), PageRequest.parse("10", first.nextCursor()));
		assertThat(second.items()).first().isEqualTo("10");
	}

	@Test
	void lastPageHasNoCursorEvenWhenItIsFull() {
		assertThat(Page.of(this.all, Function.identity(), PageRequest.parse("25", null)).nextCursor()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "-1", "501", "ten", "1.5", "99999999999" })
	void limitOutsideItsBoundsIsRefusedByName(String limit) {
		assertThatThrownBy(() -> PageRequest.parse(limit, null)).isInstanceOfSatisfying(AdminException.class,
				(ex) -> assertThat(ex.problem().getProperties()).containsEntry("field", "limit"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "%%%", "_w", "not base64" })
	void cursorThatWeDidNotMakeIsRefusedByName(String cursor) {
		assertThatThrownBy(() -> PageRequest.parse(null, cursor)).isInstanceOfSatisfying(AdminException.class,
				(ex) -> assertThat(ex.problem().getProperties()).containsEntry("field", "cursor"));
	}

}
