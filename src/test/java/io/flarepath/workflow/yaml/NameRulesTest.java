package io.flarepath.workflow.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Source;
import java.util.List;
import org.junit.jupiter.api.Test;

class NameRulesTest {

  @Test
  void makesANameOfAFile() {
    assertThat(NameRules.fromFile("jobs/orders.yaml")).isEqualTo("orders");
    assertThat(NameRules.fromFile("s3a://bucket/My Orders_2.v1.yml")).isEqualTo("my-orders-2");
    assertThat(NameRules.fromFile("C:\\jobs\\a.yaml")).isEqualTo("a");
    assertThat(NameRules.fromFile("注文.yaml")).isEqualTo("workflow");
    assertThat(NameRules.fromFile("x".repeat(60) + ".yaml")).hasSize(48);
  }

  @Test
  void allowsWhatTheOriginalAllows() {
    assertThat(found("a", "a-1", "1", "x".repeat(48))).isEmpty();
  }

  @Test
  void refusesTheRest() {
    assertThat(found("A", "a_b", "-a", "a-", "", "a b")).hasSize(6);
    assertThat(found("x".repeat(49)))
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem.notes())
                    .containsExactly("it has 49 characters; at most 48 are allowed"));
  }

  private static List<Diagnostic> found(String... names) {
    Problems problems = new Problems();
    for (String name : names) {
      NameRules.check(new Located<>(name, new Source("x", name).span(0, 1)), "job", problems);
    }
    return problems.all();
  }
}
