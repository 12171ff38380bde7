package io.flarepath.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MissingFilesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          file:/lake/retail/events | File /lake/retail/events/data/a.parquet does not exist | data/a.parquet
          /lake/retail/events/     | java.io.FileNotFoundException: File file:/lake/retail/events/metadata/s-1.avro does not exist | metadata/s-1.avro
          s3://lake/events         | org.apache.iceberg.exceptions.NotFoundException: Location does not exist: s3a://lake/events/data/b.parquet | data/b.parquet
          hdfs://nn:8020/lake/ev   | File does not exist: hdfs://nn:8020/lake/ev/data/c.parquet | data/c.parquet
          /home/u/in/*.csv           | [FAILED_READ_FILE.FILE_NOT_EXIST] File file:/home/u/in/2.csv does not exist. | 2.csv
          /home/u/in/day.csv           | Path does not exist: file:/home/u/in/day.csv. | day.csv
          """)
  void namesTheMissingFileOfAFolder(String folder, String message, String file) {
    assertThat(in(message).below(folder)).contains(file);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          file:/lake/events | File /lake/events_2/data/a.parquet does not exist
          file:/lake/events | File /other-lake/events/a.parquet does not exist
          file:/lake/events | File /my-lake/events/a.parquet is broken
          """)
  void isSilentOnOtherFolders(String folder, String message) {
    assertThat(in(message).below(folder)).isEmpty();
  }

  @Test
  void aRelativePathIsBelowTheWorkingDirectory() {
    String here = Path.of("").toAbsolutePath().toString();
    assertThat(in("Path does not exist: file:" + here + "/in/1.csv").below("in")).contains("1.csv");
    assertThat(in("File /home/in/1.csv does not exist").below("in")).isEmpty();
  }

  @Test
  void findsWhatATaskSaidBelowWhatTheEngineMadeOfIt() {
    Exception cause = new FileNotFoundException("/lake/events/data/a.parquet");
    assertThat(
            MissingFiles.in(new IllegalStateException("Job aborted", cause)).below("/lake/events"))
        .contains("data/a.parquet");
  }

  private static MissingFiles in(String message) {
    return MissingFiles.in(new IllegalStateException(message));
  }
}
