package io.flarepath.spark.failure;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Located;
import io.flarepath.plan.SinkPlan;
import io.flarepath.workflow.Output;
import java.util.List;
import java.util.stream.Stream;

/** Says why a sink cannot be written, where, and what to do; and no secret of it. */
public final class SinkFailure {

  /** Where the engine writes on its own, what is there after a failure is not known. */
  public static final Now PART_OF_THE_ROWS =
      Now.changed("it may now contain only part of the rows; the next run delivers all of them");

  /** Where it fails while it is looked at. */
  public static final Now NOTHING = Now.unchanged("nothing was written");

  /**
   * What a target contains after a failure.
   *
   * @param isUnchanged whether it is certain that it contains what it did before
   * @param sentences the same for people
   */
  public record Now(boolean isUnchanged, List<String> sentences) {
    public Now {
      sentences = List.copyOf(sentences);
    }

    public static Now unchanged(String sentence) {
      return new Now(true, List.of(sentence));
    }

    public Now and(String sentence) {
      return new Now(isUnchanged, Stream.concat(sentences.stream(), Stream.of(sentence)).toList());
    }

    public static Now changed(String... sentences) {
      return new Now(false, List.of(sentences));
    }
  }

  private final SinkPlan sink;
  private final ExternalFailure external;

  public SinkFailure(SinkPlan sink, String engineVersion) {
    this.sink = sink;
    Output output = sink.output();
    this.external =
        new ExternalFailure(
            "write",
            sink.target(),
            output.writer().extra(),
            output.dataset().span(),
            output.format().map(Located::span),
            output.writer().driver().map(Located::span),
            engineVersion);
  }

  /**
   * The failure of a delivery.
   *
   * @param now what the target contains now
   */
  public FlarepathException of(Throwable e, Now now) {
    if (SparkFailures.isInterrupted(e)) {
      return SparkFailures.interrupted(e);
    }
    Diagnostic failed =
        Diagnostic.error(
                now.isUnchanged() ? Code.WRITE_FAILED : Code.DELIVERY_FAILED,
                sink.target() + " cannot be written")
            .at(external.place());
    Diagnostic explained =
        external
            .explained(failed, e)
            .orElseGet(() -> failed.because(external.reason(SparkFailures.root(e))))
            .help(
                external.isDatabase()
                    ? "check the URL, user and password of the depot, and the options"
                    : "check its format and options");
    Diagnostic said = external.missing(e).orElse(explained);
    for (String sentence : now.sentences()) {
      said = said.because(sentence);
    }
    return new FlarepathException(said, e);
  }
}
