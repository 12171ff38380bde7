package io.flarepath.spark;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Span;
import io.flarepath.plan.InputPlan;
import io.flarepath.spark.failure.ExternalFailure;
import io.flarepath.spark.failure.Refused;
import java.util.Optional;

/** Says why an input cannot be read, where, and what to do; and no secret of it. */
final class InputFailure {

  private final InputPlan input;
  private final ExternalFailure external;

  InputFailure(InputPlan input, String engineVersion) {
    this.input = input;
    this.external =
        new ExternalFailure(
            "read",
            input.source(),
            input.input().options(),
            place(input),
            input.input().format().map(Located::span),
            Optional.ofNullable(input.input().options().get("driver")).map(Located::span),
            engineVersion);
  }

  FlarepathException of(Throwable e) {
    return new FlarepathException(diagnostic(e), e);
  }

  private Diagnostic diagnostic(Throwable e) {
    Optional<Refused> refused = Refused.in(e);
    if (refused.isPresent()) {
      return refused.get().insteadOf(unreadable()).at(external.place());
    }
    Optional<Diagnostic> missing = external.missing(e);
    if (missing.isPresent()) {
      return missing.get();
    }
    String reason = external.reason(e);
    if (external.isDatabase()) {
      return database(e, reason);
    }
    if (reason.contains("PATH_NOT_FOUND") || reason.contains("does not exist")) {
      Diagnostic nothing =
          Diagnostic.error(Code.PATH_MISSING, "nothing exists at " + input.source())
              .at(external.place())
              .because("the input `" + input.name() + "` reads it");
      return (HadoopFiles.PATTERN.matcher(input.source().toString()).find()
              ? nothing.because("`*`, `?`, `[…]` and `{…}` in it make it a pattern")
              : nothing)
          .help(
              "check the depot, collection and dataset; local paths are resolved against the"
                  + " working directory");
    }
    if (reason.contains("UNABLE_TO_INFER_SCHEMA") || reason.contains("Unable to infer schema")) {
      return unreadable("the columns cannot be inferred from any file: " + reason)
          .help("check that there are files, or define the columns with `schema`");
    }
    if (reason.contains("Relative path in absolute URI")) {
      return unreadable("Hadoop reads no files that have a colon in their names")
          .help("rename the file, or read its folder with a pattern that leaves it out");
    }
    return external
        .explained(unreadable(), e)
        .orElseGet(() -> unreadable(reason).help("check its format and options"));
  }

  /** That it cannot be read, and why. */
  Diagnostic unreadable(String reason) {
    return unreadable().because(reason);
  }

  private Diagnostic unreadable() {
    return Diagnostic.error(
            Code.INPUT_UNREADABLE, "the input `" + input.name() + "` cannot be read")
        .at(external.place());
  }

  private Diagnostic database(Throwable e, String reason) {
    if (ExternalFailure.isMissingTable(e)) {
      return Diagnostic.error(Code.TABLE_MISSING, "the database has no " + input.source())
          .at(external.place())
          .because(reason)
          .help("check the collection and dataset, and that the user may read the table");
    }
    Diagnostic unreadable =
        Diagnostic.error(
                Code.INPUT_UNREADABLE, "the database of `" + input.name() + "` cannot be read")
            .at(external.place());
    return external
        .explained(unreadable, e)
        .orElseGet(() -> unreadable.because(reason))
        .help("check the URL, user and password of the depot, and the options");
  }

  /** The option by which the user chose what to read, if there is one; else what is read. */
  static Span place(InputPlan input) {
    return input.input().options().entrySet().stream()
        .filter(option -> input.source().asTable().isPresent())
        .filter(option -> InputPlan.TRAVEL.contains(option.getKey()))
        .findFirst()
        .map(option -> option.getValue().span())
        .orElse(input.input().place());
  }
}
