package io.flarepath.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFolderTest {

  private final Path parent;

  TemporaryFolderTest(@TempDir Path folder) throws IOException {
    this.parent = Files.createDirectory(folder.resolve("tmp"));
  }

  @Test
  void onlyThisUserMayEnterIt() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made().path())))
        .isEqualTo("rwx------");
  }

  @Test
  void whatAKilledProcessLeftGoesAndALivingOneKeepsItsFiles() throws Exception {
    Process other = other("flarepath-1-1");
    Path living = parent.resolve("flarepath-1-1");
    Path dead = abandoned("flarepath-2-2");
    made().removeAbandoned();
    assertThat(dead).doesNotExist();
    assertThat(living.resolve("blockmgr-1/00/rows")).exists();
    other.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    made().removeAbandoned();
    assertThat(living).doesNotExist();
  }

  @Test
  void whatIsNotOursStays() throws IOException {
    Path target = Files.createDirectory(parent.resolveSibling("target"));
    Files.writeString(target.resolve("precious"), "gold");
    Files.writeString(target.resolve("lock"), "");
    Files.createSymbolicLink(parent.resolve("flarepath-3-3"), target);
    Path withLink = abandoned("flarepath-4-4");
    Files.createSymbolicLink(withLink.resolve("out"), target);
    Path withLinkAsLock = Files.createDirectory(parent.resolve("flarepath-5-5"));
    Files.createSymbolicLink(withLinkAsLock.resolve("lock"), target.resolve("lock"));
    Path withoutLock = Files.createDirectory(parent.resolve("flarepath-6-6"));
    Path otherName = abandoned("flarepath-mine");
    Path sparks = abandoned("blockmgr-8ba90686-385e-406f-b169-b64c2037fdc4");
    made().removeAbandoned();
    assertThat(target.resolve("precious")).exists();
    assertThat(parent.resolve("flarepath-3-3")).isSymbolicLink();
    assertThat(withLink).as("the link goes, and not what it leads to").doesNotExist();
    assertThat(List.of(withLinkAsLock, withoutLock, otherName, sparks))
        .allSatisfy(path -> assertThat(path).exists());
  }

  @Test
  void manyProcessesTidyAtOnceAndKeepTheirOwn() throws Exception {
    for (int i = 0; i < 50; i++) {
      abandoned("flarepath-7-" + i);
    }
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<TemporaryFolder>> all = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      all.add(
          threads.submit(
              () -> {
                TemporaryFolder folder = made();
                folder.removeAbandoned();
                return folder;
              }));
    }
    for (Future<TemporaryFolder> each : all) {
      assertThat(each.get(30, TimeUnit.SECONDS).path().resolve("lock")).exists();
    }
    threads.shutdown();
    made().removeAbandoned();
    try (var left = Files.list(parent)) {
      assertThat(left.count()).isEqualTo(9);
    }
  }

  @Test
  void itGoesWithAllThatIsInIt() throws IOException {
    TemporaryFolder folder = made();
    Files.writeString(
        Files.createDirectories(folder.path().resolve("spark-1/jars")).resolve("x"), "x");
    folder.remove();
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void whereThereIsNoPlaceEverythingGoesOnWithoutIt() {
    assertThat(TemporaryFolder.make(parent.resolve("nowhere"), 1)).isEmpty();
  }

  private TemporaryFolder made() {
    return TemporaryFolder.make(parent, 1).orElseThrow();
  }

  private Path abandoned(String name) throws IOException {
    Path folder = Files.createDirectory(parent.resolve(name));
    Files.writeString(folder.resolve("lock"), "");
    Files.writeString(
        Files.createDirectories(folder.resolve("blockmgr-1/00")).resolve("rows"), "rows");
    return folder;
  }

  /** Another process, which holds the lock of its folder until it is killed. */
  private Process other(String name) throws IOException {
    abandoned(name);
    Path source = parent.resolveSibling("Holder.java");
    Files.writeString(
        source,
        """
        import java.nio.channels.FileChannel;
        import java.nio.file.*;

        class Holder {
          public static void main(String[] of) throws Exception {
            FileChannel.open(Path.of(of[0]), StandardOpenOption.WRITE).lock();
            System.out.println("held");
            Thread.sleep(600_000);
          }
        }
        """);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                source.toString(),
                parent.resolve(name).resolve("lock").toString())
            .redirectErrorStream(true)
            .start();
    assertThat(process.inputReader().readLine()).isEqualTo("held");
    return process;
  }
}
