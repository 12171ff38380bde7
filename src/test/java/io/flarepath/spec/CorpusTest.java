package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.Golden;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.TextRenderer;
import io.flarepath.lab.Lab;
import io.flarepath.lab.Run;
import io.flarepath.run.RunOptions;
import io.flarepath.run.RunRecord.JobRecord;
import io.flarepath.run.RunRecord.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Workflows as people write them, of every version of the grammar: those of {@code batch} run on
 * the data of a small shop, and those of {@code elsewhere}, which need what is not here, are sound.
 * What each must do, it says in its own comments. {@code -Dcorpus=name} runs those of that name.
 */
@Tag("spark")
class CorpusTest {

  @RegisterExtension final Lab lab = new Lab();

  @TestFactory
  Stream<DynamicTest> runs() throws IOException, SQLException {
    CorpusShop.open(lab);
    return tests("workflows/batch", this::run);
  }

  @TestFactory
  Stream<DynamicTest> isSound() throws IOException, SQLException {
    CorpusShop.depots(lab);
    return tests("workflows/elsewhere", this::check);
  }

  private static Stream<DynamicTest> tests(String folder, Consumer<CorpusFile> test)
      throws IOException {
    String wanted = System.getProperty("corpus", "");
    try (Stream<Path> files = Files.list(Golden.path(folder))) {
      return files
          .filter(file -> file.toString().matches(".*\\.ya?ml"))
          .filter(file -> file.getFileName().toString().matches(".*(" + wanted + ").*"))
          .sorted()
          .toList()
          .stream()
          .map(CorpusFile::of)
          .map(file -> DynamicTest.dynamicTest(file.toString(), () -> test.accept(file)));
    }
  }

  private void check(CorpusFile file) {
    List<Diagnostic> said = lab.problems(file.source());
    assertThat(said.stream().filter(Diagnostic::isError)).as(text(said)).isEmpty();
    assertThat(codes(said)).as(text(said)).isEqualTo(file.warns());
  }

  private void run(CorpusFile file) {
    lab.now(file.now());
    RunOptions options = file.isCatchUp() ? lab.catchingUp(OptionalInt.empty()) : lab.options();
    List<Diagnostic> said = new ArrayList<>();
    for (int i = 1; i < file.runs(); i++) {
      hear(lab.run(file.source(), options), said);
    }
    Run last = lab.run(file.source(), options);
    hear(last, said);
    assertThat(ends(last)).as(text(said)).containsExactlyInAnyOrderElementsOf(file.ends());
    assertThat(codes(said)).as(text(said)).isEqualTo(file.warns());
    for (CorpusFile.Expectation expectation : file.expectations()) {
      assertThat(lab.tables().sql(expectation.sql()))
          .as(expectation.sql())
          .isEqualTo(expectation.rows());
    }
  }

  private static void hear(Run run, List<Diagnostic> said) {
    said.addAll(run.advice());
    run.record().jobs().forEach(job -> said.addAll(job.diagnostics()));
  }

  private static List<String> ends(Run run) {
    return run.record().jobs().stream()
        .filter(job -> job.status() != Status.SUCCEEDED)
        .map(CorpusTest::end)
        .toList();
  }

  private static String end(JobRecord job) {
    return job.name() + " " + job.status();
  }

  private static Set<String> codes(List<Diagnostic> said) {
    Set<String> codes = new TreeSet<>();
    said.forEach(diagnostic -> codes.add(diagnostic.code().number()));
    return codes;
  }

  private static String text(List<Diagnostic> said) {
    return TextRenderer.plain().render(said);
  }
}
