package io.flarepath.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.cli.CommandLine.Answer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Things that are no files, in the places of files. */
@Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
class OddFilesTest {

  private static final String WHAT =
      """
      pipe    | it is a pipe, a device or a socket, and not a file
      folder  | it is a folder
      loop    | its symbolic links lead back to each other
      nowhere | it is a symbolic link to something that does not exist
      huge    | it is longer than 64 MB
      below   | what its path names as a folder is a file
      binary  | it is not UTF-8 text
      """;

  private final Path folder;

  OddFilesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void oddThings() throws IOException, InterruptedException {
    Process pipe = new ProcessBuilder("mkfifo", folder.resolve("pipe.yaml").toString()).start();
    assertThat(pipe.waitFor(10, TimeUnit.SECONDS)).isTrue();
    Files.createDirectory(folder.resolve("folder.yaml"));
    Files.createSymbolicLink(folder.resolve("loop.yaml"), folder.resolve("loop2.yaml"));
    Files.createSymbolicLink(folder.resolve("loop2.yaml"), folder.resolve("loop.yaml"));
    Files.createSymbolicLink(folder.resolve("nowhere.yaml"), folder.resolve("nothing"));
    try (RandomAccessFile huge = new RandomAccessFile(folder.resolve("huge.yaml").toFile(), "rw")) {
      huge.setLength(5_000_000_000L);
    }
    Files.writeString(folder.resolve("file"), "a file");
    Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    Files.writeString(folder.resolve("good.conf"), "");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = WHAT)
  void aWorkflow(String name, String why) {
    assertTold(CommandLine.call("--conf", file("good.conf"), "validate", odd(name)), why, name);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = WHAT)
  void aSettingsFile(String name, String why) {
    assertTold(CommandLine.call("--conf", odd(name), "validate", "jobs/none.yaml"), why, name);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = WHAT)
  void aFileWithAScheme(String name, String why) {
    String address = "file://" + odd(name);
    assertTold(CommandLine.call("--conf", address, "validate", "jobs/none.yaml"), why, name);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = WHAT)
  void anIncludedFile(String name, String why) throws IOException {
    Files.writeString(folder.resolve("outer.conf"), "include file(\"" + odd(name) + "\")\n");
    Answer answer = CommandLine.call("--conf", file("outer.conf"), "validate", "jobs/none.yaml");
    assertTold(answer, why, name);
    assertThat(answer.err()).contains("outer.conf:1");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = WHAT)
  void aFileThatAWorkflowRefersTo(String name, String why) throws IOException {
    Files.writeString(folder.resolve("outer.yaml"), "name: w\nworkflow: Ref://" + relative(name));
    Answer answer = CommandLine.call("--conf", file("good.conf"), "validate", file("outer.yaml"));
    assertTold(answer, why, name);
    assertThat(answer.err()).contains("outer.yaml:2");
  }

  @Test
  void noSettingsAtAllAreAnEmptyFile() {
    assertThat(CommandLine.call("--conf", "/dev/null", "validate", file("good.conf")).err())
        .doesNotContain("/dev/null");
  }

  @Test
  void aDeviceHasNoEnd() {
    assertThat(CommandLine.call("--conf", "/dev/zero", "validate", "jobs/none.yaml").err())
        .contains("it is a pipe, a device or a socket, and not a file");
  }

  @Test
  void anAddressThatIsNoneIsTold() {
    Answer answer = CommandLine.call("--conf", "s3a://a b/c d.conf", "validate", "jobs/none.yaml");
    assertThat(answer.exit()).isEqualTo(2);
    assertThat(answer.err()).contains("the settings file `s3a://a b/c d.conf` cannot be read");
  }

  private void assertTold(Answer answer, String why, String name) {
    assertThat(answer.err()).contains("cannot be read").contains(why).contains(relative(name));
    assertThat(answer.exit()).isEqualTo(2);
  }

  private String odd(String name) {
    return file(relative(name));
  }

  private static String relative(String name) {
    return name.equals("below") ? "file/below.yaml" : name + ".yaml";
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }
}
