package io.flarepath.workflow.yaml;

import io.flarepath.grammar.JsonSchema;
import io.flarepath.workflow.FunctionSignature;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The grammar of workflows as a JSON schema, from the descriptions that the reader works by. */
public final class WorkflowSchema {

  private WorkflowSchema() {}

  /**
   * The schema's document, as {@link JsonSchema} makes it.
   *
   * @param functions the step functions there are
   */
  public static Map<String, Object> of(Collection<FunctionSignature> functions) {
    return of(functions, List.of());
  }

  /**
   * The schema's document, as {@link JsonSchema} makes it.
   *
   * @param functions the step functions there are
   * @param forms the forms of {@code incremental} other than the named keys
   */
  public static Map<String, Object> of(
      Collection<FunctionSignature> functions, List<IncrementalForm<?>> forms) {
    return JsonSchema.of(
        "A Flarepath workflow", new WorkflowGrammar(functions, forms).file().description());
  }
}
