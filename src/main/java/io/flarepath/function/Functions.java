package io.flarepath.function;

import io.flarepath.workflow.FunctionCall;
import io.flarepath.workflow.FunctionSignature;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The step functions there are. A new one is a class, its line here, and its test. */
public final class Functions {

  private static final List<StepFunction> ALL =
      List.of(
          new AddColumn(),
          new AnyDate(),
          new AnyTimestamp(),
          new ChangeCase(),
          new ChangeColumnCase(),
          new CleanseColumnNames(),
          new ColumnsReplace(),
          new Copy(),
          new CutCharacter(),
          new Decode(),
          new DiffDate(),
          new Drop(),
          new DropDuplicates(),
          new Encode(),
          new EpochToTimestamp(),
          new FillNullOrEmpty(),
          new FindAndReplace(),
          new Flatten(),
          new FlattenOuter(),
          new FormatDate(),
          new FormatUnixDate(),
          new GenerateUuid(),
          new Hash(),
          new IncrementVariable(),
          new MaskNumber(),
          new MergeColumns(),
          new ParseAsJson(),
          new ParseHtml(),
          new Pivot(),
          new Rename(),
          new RenameAll(),
          new Select(),
          new SetColumn(),
          new SetType(),
          new SetVariable(),
          new SnakeCase(),
          new SplitEmail(),
          new SplitUrl(),
          new Swap(),
          new Trim(),
          new Unfurl(),
          new Unpivot());

  private static final Map<String, StepFunction> BY_NAME =
      ALL.stream()
          .collect(
              Collectors.toUnmodifiableMap(
                  function -> function.signature().name(), Function.identity()));

  private Functions() {}

  /** What each function is called and takes, in the order of their names. */
  public static List<FunctionSignature> signatures() {
    return ALL.stream().map(StepFunction::signature).toList();
  }

  /**
   * Applies the function that a call names.
   *
   * @throws IllegalArgumentException if there is no such function; readers of workflows check that
   * @throws io.flarepath.diagnostic.FlarepathException if the call does not fit the rows
   */
  public static Dataset<Row> apply(Dataset<Row> rows, FunctionCall call) {
    StepFunction function = BY_NAME.get(call.name().value());
    if (function == null) {
      throw new IllegalArgumentException("no step function is called " + call.name().value());
    }
    return function.apply(rows, call);
  }
}
