package io.flarepath.spark;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Located;
import io.flarepath.plan.SinkPlan;
import io.flarepath.workflow.Output;

/** Says why a sink cannot be written, where, and what to do; and no secret of it. */
final class SinkFailure {

  private final SinkPlan sink;
  private final ExternalFailure external;

  SinkFailure(SinkPlan sink, String engineVersion) {
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

  FlarepathException of(Throwable e) {
    if (SparkFailures.isInterrupted(e)) {
      return SparkFailures.interrupted(e);
    }
    Diagnostic failed =
        Diagnostic.error(Code.WRITE_FAILED, sink.target() + " cannot be written")
            .at(external.place());
    Diagnostic explained =
        external
            .explained(failed, e)
            .orElseGet(() -> failed.because(external.reason(SparkFailures.root(e))))
            .because("it may now contain only part of the rows; the next run delivers all of them")
            .help(
                external.isDatabase()
                    ? "check the URL, user and password of the depot, and the options"
                    : "check its format and options");
    return new FlarepathException(external.missing(e).orElse(explained), e);
  }
}
