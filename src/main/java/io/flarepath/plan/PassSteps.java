package io.flarepath.plan;

import java.util.Optional;

/**
 * What is done at each stage of a pass. {@link Stages#walk} takes the steps in their order.
 *
 * @param <W> what was written for an output
 * @param <S> what is staged of it
 * @param <A> what is staged, and whose rows were accepted
 */
public interface PassSteps<W, S, A> {

  void freeze(Stage.Freeze stage);

  void read(Stage.Read stage);

  void transform(Stage.Transform stage);

  void look(Stage.Look stage);

  W write(Stage.Write stage);

  /** Takes what was written, and is responsible for it from then on. */
  S hold(Stage.Hold stage, W written);

  /** Takes what is staged, and is responsible for it from then on. */
  A audit(Stage.Audit stage, S staged);

  /**
   * Delivers what cannot be taken back.
   *
   * @param next the output that is published next; empty where none is
   */
  void deliver(Stage.Deliver stage, Optional<A> next);

  void publish(Stage.Publish stage, A audited);

  void tidy(Stage.Tidy stage, A published);
}
