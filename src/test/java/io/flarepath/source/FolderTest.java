package io.flarepath.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.connector.Formats;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is one folder, and what is within another. */
class FolderTest {

  @ParameterizedTest
  @CsvSource({
    "/out/x, /out/x/",
    "/out/x, /out//x",
    "/out/x, file:/out/x",
    "/out/x, file:///out/x/",
    "out/x, ./out/x/",
    "s3a://lake/x, s3a://lake//x/",
  })
  void hasOneName(String one, String other) {
    assertThat(folder(one)).isEqualTo(folder(other));
  }

  @ParameterizedTest
  @CsvSource({
    "/out, /out/west, true",
    "file:/out/west/, /out, true",
    "/, /out, true",
    "/out, /outer, false",
    "/out, out, false",
    "s3a://lake/x, s3a://sea/x, false",
  })
  void overlapsWhatIsWithin(String one, String other, boolean expected) {
    assertThat(folder(one).overlaps(folder(other))).isEqualTo(expected);
  }

  @Test
  void keepsTheSchemeOfOthers() {
    assertThat(folder("s3a://lake//x/").path()).isEqualTo("s3a://lake/x");
  }

  private static Folder folder(String path) {
    return Folder.of(new DataSource.Files(path, Formats.JSON));
  }
}
