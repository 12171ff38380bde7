package io.flarepath.publish;

/** Tidies up after a failure; if that fails too, the first reason is still the one to tell. */
final class Tidying {

  private Tidying() {}

  static void after(RuntimeException failure, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }
}
