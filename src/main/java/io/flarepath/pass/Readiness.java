package io.flarepath.pass;

import io.flarepath.diagnostic.Diagnostic;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Whether a slice is due.
 *
 * @param reason why it is not, one sentence; empty where it is
 * @param warning what is probably wrong, where the slice is not due
 */
public record Readiness(Kind kind, String reason, Optional<Diagnostic> warning) {

  /** The slice is complete and has rows. */
  public static final Readiness READY = new Readiness(Kind.READY, "", Optional.empty());

  /** It is unknown whether it is complete or has rows. */
  public static final Readiness UNKNOWN = new Readiness(Kind.UNKNOWN, "", Optional.empty());

  /** What is known of a slice. */
  public enum Kind {
    READY,
    UNKNOWN,
    /** Its input has nothing new. Another input's slice may still be due. */
    IDLE,
    /** It is not complete yet: reading it now would leave out what comes later. */
    OPEN
  }

  public static Readiness idle(String reason) {
    return new Readiness(Kind.IDLE, reason, Optional.empty());
  }

  public static Readiness open(String reason) {
    return new Readiness(Kind.OPEN, reason, Optional.empty());
  }

  /** The same with what is probably wrong, if anything is. */
  public Readiness with(Optional<Diagnostic> found) {
    return new Readiness(kind, reason, found);
  }

  /** Why there is nothing to do yet; empty when the slice is due, or that is unknown. */
  public Optional<String> reasonToWait() {
    return switch (kind) {
      case READY, UNKNOWN -> Optional.empty();
      case IDLE, OPEN -> Optional.of(reason);
    };
  }

  /**
   * That of a pass over several slices: it waits for each that is open, and while those of which
   * something is known all have nothing new.
   */
  public static Readiness of(List<Readiness> all) {
    Optional<Readiness> open = first(all, Kind.OPEN);
    Optional<Readiness> ready = first(all, Kind.READY);
    return open.or(() -> ready).or(() -> first(all, Kind.IDLE)).orElse(UNKNOWN);
  }

  private static Optional<Readiness> first(List<Readiness> all, Kind kind) {
    Predicate<Readiness> isOfKind = each -> each.kind == kind;
    return all.stream().filter(isOfKind).findFirst();
  }
}
