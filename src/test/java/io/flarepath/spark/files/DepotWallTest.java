package io.flarepath.spark.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Source;
import io.flarepath.diagnostic.Span;
import io.flarepath.source.DepotPath;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Symbolic links on a real file system. */
class DepotWallTest {

  private static final Span PLACE = new Source("job.yaml", "dataset").span(0, 7);

  private Path folder;
  private Path root;
  private Path outside;

  @BeforeEach
  void aDepotAndAPlaceOutside(@TempDir Path temporary) throws IOException {
    folder = temporary.toRealPath();
    root = Files.createDirectories(folder.resolve("root"));
    outside = Files.createDirectories(folder.resolve("outside"));
    Files.writeString(outside.resolve("secret.json"), "{}");
    Files.createDirectories(root.resolve("x/day=1"));
    Files.writeString(root.resolve("x/day=1/a.json"), "{}");
  }

  @Test
  void filesOfTheDepotAreRead() throws IOException {
    wall("x").checkReading();
    wall("x/*/a?.json").checkReading();
    wall("x/day=1/a.json").checkReading();
    wall("not/there").checkReading();
    wall("not/there").checkWriting();
    wall("").checkReading();
  }

  @Test
  void aPatternOfManyFilesWithoutLinksIsLookedAtWithoutFindingEachOfThem() throws IOException {
    assertThat(Links.isFree(root.resolve("x"), 100)).isTrue();
    assertThat(Links.isFree(root.resolve("x"), 2)).as("too many to be certain").isFalse();
    assertThat(Links.isFree(root.resolve("none"), 100)).isFalse();
    link("x/.hidden", outside);
    assertThat(Links.isFree(root.resolve("x"), 100)).isFalse();
    wall("x/day*/*").checkReading();
    refused(wall("x/.h*/*"), ".hidden/secret.json leads to", outside.resolve("secret.json"));
    Configuration hadoop = new Configuration(false);
    hadoop.set("fs.file.impl", NotSearching.class.getName());
    hadoop.setBoolean("fs.file.impl.disable.cache", true);
    DepotPath place = new DepotPath(root + "/x/day*/*.json", Optional.of(root.toString()));
    assertThatThrownBy(() -> new DepotWall(place, PLACE, hadoop).checkReading())
        .as("there is a link")
        .isInstanceOf(UnsupportedOperationException.class);
    Files.delete(root.resolve("x/.hidden"));
    new DepotWall(place, PLACE, hadoop).checkReading();
  }

  /** Files that are not found by patterns, which takes long. */
  public static final class NotSearching extends LocalFileSystem {
    @Override
    public FileStatus[] globStatus(org.apache.hadoop.fs.Path pattern) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void aPatternInAFolderThatIsALinkIsRefused() throws IOException {
    link("way", outside);
    refused(wall("way/sec*"), "way/secret.json leads to", outside.resolve("secret.json"));
  }

  @Test
  void aRootWhoseNameLooksLikeAPatternIsNone() throws IOException {
    Path odd = folder.resolve("[odd] {root}");
    Files.createDirectories(odd.resolve("x"));
    Files.writeString(odd.resolve("x/a.json"), "{}");
    wall(odd, "x").checkReading();
    wall(odd, "x/a.json").checkReading();
    wall(odd, "x/*.json").checkReading();
  }

  @Test
  void aLinkOnTheWayIsRefused() throws IOException {
    link("way", outside);
    refused(wall("way"), "way leads to", outside);
    refused(wall("way/secret.json"), "way/secret.json leads to", outside.resolve("secret.json"));
    refused(wall("w*/*.json"), "way/secret.json leads to", outside.resolve("secret.json"));
    refused(wall("{way,x}/*"), "way/secret.json leads to", outside.resolve("secret.json"));
    assertThatThrownBy(() -> wall("way/new").checkWriting()).isInstanceOf(FlarepathException.class);
  }

  @Test
  void aLinkBelowIsRefused() throws IOException {
    link("x/day=2", outside);
    Diagnostic said = refused(wall("x"), "x/day=2 leads to", outside);
    assertThat(said.code()).isEqualTo(Code.LINK_LEAVES_DEPOT);
    assertThat(said.message()).isEqualTo("`" + root.resolve("x") + "` leads out of its depot");
    assertThat(said.place()).contains(PLACE);
    assertThat(said.notes()).contains("the root of the depot is " + root, "nothing was published");
  }

  @Test
  void aLinkToAFileIsRefused() throws IOException {
    link("x/day=1/b.json", outside.resolve("secret.json"));
    refused(wall("x"), "x/day=1/b.json leads to", outside.resolve("secret.json"));
    refused(wall("x/day=1/b.json"), "b.json leads to", outside.resolve("secret.json"));
  }

  @Test
  void aLinkThatClimbsAndOneByWayOfAnotherAreRefused() throws IOException {
    Files.createSymbolicLink(root.resolve("x/up"), Path.of("../../outside"));
    refused(wall("x"), "x/up leads to", outside);
    Files.delete(root.resolve("x/up"));
    Files.createDirectories(root.resolve("z"));
    link("z/out", outside);
    link("x/in", root.resolve("z"));
    refused(wall("x"), "z/out leads to", outside);
  }

  @Test
  void linksWithinTheDepotAreFollowed() throws IOException {
    link("x/again", root.resolve("x"));
    link("x/parent", root);
    link("y", root.resolve("x/day=1"));
    wall("x").checkReading();
    wall("y/a.json").checkReading();
    wall("y").checkWriting();
  }

  @Test
  void theRootItselfMayBeALink() throws IOException {
    Path alias = Files.createSymbolicLink(folder.resolve("alias"), root);
    wall(alias, "x").checkReading();
    link("x/day=2", outside);
    assertThatThrownBy(() -> wall(alias, "x").checkReading())
        .isInstanceOf(FlarepathException.class);
  }

  @Test
  void aFolderWithANameThatBeginsLikeTheRootIsOutside() throws IOException {
    Path neighbour = Files.createDirectories(folder.resolve("root2"));
    link("x/day=2", neighbour);
    refused(wall("x"), "x/day=2 leads to", neighbour);
  }

  @Test
  void aLinkToNothingYetIsRefusedWhereItWouldBeOutside() throws IOException {
    link("x/day=2", folder.resolve("later"));
    refused(wall("x"), "x/day=2 leads to", folder.resolve("later"));
    assertThatThrownBy(() -> wall("x/day=2/new").checkWriting())
        .isInstanceOf(FlarepathException.class);
  }

  @Test
  void whatReadersLeaveOutCountsOnlyWhereItIsWritten() throws IOException {
    link("x/.git", outside);
    wall("x").checkReading();
    assertThatThrownBy(() -> wall("x").checkWriting()).isInstanceOf(FlarepathException.class);
  }

  @Test
  void aLinkThatLeadsBackToItselfIsAFailure() throws IOException {
    link("x/one", root.resolve("x/two"));
    link("x/two", root.resolve("x/one"));
    assertThatThrownBy(() -> wall("x").checkReading()).isInstanceOf(FileSystemLoopException.class);
  }

  @Test
  void aPathWithoutADepotMayLeadAnywhere() throws IOException {
    link("x/day=2", outside);
    new DepotWall(
            new DepotPath(root.resolve("x").toString(), Optional.empty()),
            PLACE,
            new Configuration(false))
        .checkReading();
  }

  @Test
  void otherFileSystemsAreNotAsked() throws IOException {
    new DepotWall(
            new DepotPath("s3://lake/root/x", Optional.of("s3://lake/root")),
            PLACE,
            new Configuration(false))
        .checkWriting();
  }

  @Test
  void aFolderThatBecomesALinkIsNotTakenForWhatItWas() throws IOException {
    FileSystem files = FileSystem.getLocal(new Configuration());
    org.apache.hadoop.fs.Path there = new org.apache.hadoop.fs.Path(root.resolve("x").toUri());
    PinnedFolder pinned = new PinnedFolder(files, there);
    org.apache.hadoop.fs.Path file =
        new org.apache.hadoop.fs.Path(root.resolve("x/day=1/a.json").toUri());
    pinned.confirm(file);
    Files.move(root.resolve("x/day=1"), root.resolve("moved"));
    link("x/day=1", outside);
    assertThatThrownBy(() -> pinned.confirm(file))
        .isInstanceOf(IOException.class)
        .hasMessage(root.resolve("x/day=1") + " has become a symbolic link to " + outside);
  }

  @Test
  void linksToFoldersAreFound() throws IOException {
    assertThat(Links.toFolder(root)).isEmpty();
    link("x/file", root.resolve("x/day=1/a.json"));
    assertThat(Links.toFolder(root)).isEmpty();
    link("x/again", root.resolve("x/day=1"));
    assertThat(Links.toFolder(root))
        .contains(new Links.Exit(root.resolve("x/again"), root.resolve("x/day=1")));
  }

  /** What a reader would find that follows every link, by the JDK's own idea of where it leads. */
  @Property(tries = 150)
  void whatIsAcceptedLeadsNowhereElse(
      @ForAll @Size(min = 1, max = 8) List<@IntRange(max = 999) Integer> plan) throws IOException {
    Path there = Files.createTempDirectory("flarepath-wall-").toRealPath();
    try {
      Path inside = Files.createDirectories(there.resolve("root/x"));
      Path beyond = Files.createDirectories(there.resolve("root2/y"));
      Files.writeString(beyond.resolve("b.json"), "{}");
      List<Path> folders = new ArrayList<>(List.of(inside));
      for (int step : plan) {
        grow(folders, step, there);
      }
      Set<Path> found = new HashSet<>();
      follow(inside, found);
      boolean leaves = found.stream().anyMatch(each -> !each.startsWith(there.resolve("root")));
      Statistics.collect(leaves ? "leads out" : "stays");
      assertThat(isRefused(wall(there.resolve("root"), "x"))).isEqualTo(leaves);
      assertThat(isRefused(wall(there.resolve("root"), "x/*"))).isEqualTo(leaves);
    } finally {
      remove(there);
    }
  }

  private static void grow(List<Path> folders, int step, Path there) throws IOException {
    Path folder = folders.get(step / 7 % folders.size());
    Path next = folder.resolve("n" + step);
    if (Files.exists(next, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    switch (step % 7) {
      case 0, 1 -> folders.add(Files.createDirectory(next));
      case 2 -> Files.writeString(next, "{}");
      case 3 -> Files.createSymbolicLink(next, folders.get(step / 49 % folders.size()));
      case 4 ->
          Files.createSymbolicLink(
              next,
              Path.of(".").resolve(folder.relativize(folders.get(step / 49 % folders.size()))));
      case 5 -> Files.createSymbolicLink(next, there.resolve(step % 2 == 0 ? "root" : "root/x"));
      default ->
          Files.createSymbolicLink(
              next,
              step % 3 == 0
                  ? there.resolve("root2/y/b.json")
                  : step % 3 == 1 ? there.resolve("root2") : Path.of("../x"));
    }
  }

  private static void follow(Path path, Set<Path> found) throws IOException {
    if (Files.exists(path) && found.add(path.toRealPath()) && Files.isDirectory(path)) {
      try (DirectoryStream<Path> below = Files.newDirectoryStream(path.toRealPath())) {
        for (Path each : below) {
          follow(each, found);
        }
      }
    }
  }

  private static boolean isRefused(DepotWall wall) throws IOException {
    try {
      wall.checkReading();
      return false;
    } catch (FlarepathException e) {
      return true;
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  private static Diagnostic refused(DepotWall wall, String path, Path target) {
    try {
      wall.checkReading();
    } catch (FlarepathException e) {
      assertThat(e.diagnostics().get(0).notes().get(0))
          .startsWith("by a symbolic link, ")
          .endsWith(path + " " + target);
      return e.diagnostics().get(0);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    throw new AssertionError("not refused");
  }

  private void link(String name, Path target) throws IOException {
    Files.createSymbolicLink(root.resolve(name), target);
  }

  private DepotWall wall(String path) {
    return wall(root, path);
  }

  private static DepotWall wall(Path root, String path) {
    return new DepotWall(
        new DepotPath(root + (path.isEmpty() ? "" : "/" + path), Optional.of(root.toString())),
        PLACE,
        new Configuration());
  }
}
