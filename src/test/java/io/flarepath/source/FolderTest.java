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
    "/out/x, /out/y/../x",
    "/x, /../x",
    "../x, y/../../x",
    "s3a://lake/x, s3a://lake/y/../x",
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
    "s3a://lake/../sea/x, s3a://sea/x, false",
  })
  void overlapsWhatIsWithin(String one, String other, boolean expected) {
    assertThat(folder(one).overlaps(folder(other))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "/out, /out/west, true",
    "/out, /out, false",
    "/out, /outer, false",
    "/out/west, /out, false",
    "/out/west/.., /out/west, true",
    "s3a://lake, s3a://lake/x, true",
  })
  void containsWhatIsWithinAndNotItself(String one, String other, boolean expected) {
    assertThat(folder(one).contains(folder(other))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "/, true",
    "file:///, true",
    "/out/.., true",
    "hdfs:///, true",
    "s3a://lake/, true",
    "s3a://lake/x/.., true",
    "s3a://lake, true",
    "s3a://lake/x, false",
    "hdfs:///x, false",
    "abfss://box@account/x, false",
    "/out, false",
    "out, false",
    "../out, false",
  })
  void knowsARoot(String path, boolean expected) {
    assertThat(folder(path).isRoot()).isEqualTo(expected);
  }

  @Test
  void keepsTheSchemeOfOthers() {
    assertThat(folder("s3a://lake//x/").path()).isEqualTo("s3a://lake/x");
  }

  private static Folder folder(String path) {
    return Folder.of(new DataSource.Files(path, Formats.JSON));
  }
}
