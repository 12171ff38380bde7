package io.flarepath.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionTest {

  private static final List<String> KEYS =
      List.of("name", "dataset", "format", "incremental", "saveMode", "day", "year", "onLeak");

  @Test
  void findsWhatIsMisspelt() {
    assertThat(Suggestion.nearest("incrementl", KEYS)).contains("incremental");
    assertThat(Suggestion.nearest("data_set", KEYS)).contains("dataset");
    assertThat(Suggestion.nearest("savemode", KEYS)).contains("saveMode");
    assertThat(Suggestion.nearest("on-leak", KEYS)).contains("onLeak");
    assertThat(Suggestion.nearest("dya", KEYS)).contains("day");
    assertThat(Suggestion.nearest("fromat", KEYS)).contains("format");
  }

  @Test
  void findsNothingWhereNothingIsNear() {
    assertThat(Suggestion.nearest("zebra", KEYS)).isEmpty();
    assertThat(Suggestion.nearest("", KEYS)).isEmpty();
    assertThat(Suggestion.nearest("x".repeat(100_000), KEYS)).isEmpty();
    assertThat(Suggestion.nearest("name", List.of())).isEmpty();
  }

  @Test
  void putsTheNearestFirst() {
    assertThat(Suggestion.near("starts", List.of("stats", "start", "strata")))
        .containsExactly("start", "stats");
  }

  @Test
  void saysWhatWasMeantOrWhatIsAllowed() {
    assertThat(Suggestion.help("nmae", List.of("name", "tags"))).isEqualTo("did you mean `name`?");
    assertThat(Suggestion.help("zebra", List.of("name", "tags")))
        .isEqualTo("allowed here: `name`, `tags`");
  }
}
