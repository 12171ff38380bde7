package io.flarepath.connector;

import io.flarepath.diagnostic.Diagnostic;
import java.util.List;
import java.util.Optional;

/**
 * Why storage, a catalog or a database could not be used, in one line: what is at the bottom of an
 * exception, instead of what the layers above made of it.
 *
 * @param reason one line
 * @param help what to do about it
 */
public record RootCause(String reason, List<String> help) {

  public RootCause {
    help = List.copyOf(help);
  }

  /** Without advice. */
  RootCause(String reason) {
    this(reason, List.of());
  }

  RootCause(String reason, String help) {
    this(reason, List.of(help));
  }

  /**
   * What is known of a failure.
   *
   * @return empty where the failure is of no kind that is known here
   */
  public static Optional<RootCause> known(Throwable failure) {
    return RootCauses.of(FailureChain.of(failure));
  }

  /** What is known of a failure, or what it and the exception at the bottom say. */
  public static RootCause of(Throwable failure) {
    return known(failure).orElseGet(() -> new RootCause(FailureChain.of(failure).whole()));
  }

  /** The diagnostic, with this as its reason; our advice stands before what it says itself. */
  public Diagnostic explain(Diagnostic diagnostic) {
    Diagnostic explained = diagnostic.because(reason);
    for (String each : help) {
      explained = explained.help(each);
    }
    return explained;
  }
}
