package io.flarepath.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Source;
import io.flarepath.diagnostic.TextRenderer;
import io.flarepath.workflow.Job;
import io.flarepath.workflow.yaml.WorkflowReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobOrderTest {

  private final Problems problems = new Problems();

  @Test
  void eachJobComesAfterThoseThatItDependsOn() {
    assertThat(order("a: [c, b], b: [], c: [b]")).containsExactly("b", "c", "a");
    assertThat(problems.all()).isEmpty();
  }

  @Test
  void showsThePathOfACircle() {
    order("a: [c], b: [a], c: [b]");

    assertThat(TextRenderer.plain().render(problems.all()))
        .isEqualToIgnoringNewLines(
            """
            error[FP1303]: these jobs depend on each other in a cycle
             --> x.yaml:4:30
              |
            4 |   - {name: b, dependencies: [a], spec: {stack: other}}
              |                              ^
              = note: a → c → b → a
              = help: remove one of these dependencies
            """);
  }

  @Test
  void aJobThatWaitsForItselfIsACircleToo() {
    order("a: [a]");

    assertThat(problems.all().get(0).notes()).containsExactly("a → a");
  }

  @Test
  void namesTheJobsThereAreWhereADependencyIsNoJob() {
    order("first: [], second: [frist]");

    assertThat(problems.all().get(0).message()).isEqualTo("unknown job `frist`");
    assertThat(problems.all().get(0).help()).containsExactly("did you mean `first`?");
  }

  /** The names in order, from {@code job: [dependencies], …}. */
  private List<String> order(String jobs) {
    StringBuilder text = new StringBuilder("workflow:\n  dag:\n");
    for (String job : jobs.split("(?<=\\]), ", -1)) {
      String[] parts = job.split(": ", -1);
      text.append(
          "  - {name: %s, dependencies: %s, spec: {stack: other}}\n".formatted((Object[]) parts));
    }
    Problems unused = new Problems();
    List<Job> read =
        new WorkflowReader(Map.of())
            .read(new Source("x.yaml", text.toString()), unused)
            .orElseThrow()
            .jobs();
    return JobOrder.of(read, problems).stream().map(job -> job.name().value()).toList();
  }
}
