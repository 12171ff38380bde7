package io.flarepath.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.TextRenderer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InterruptsTest {

  private static final int INT = 2;
  private static final int TERM = 15;

  private final List<String> happened = new ArrayList<>();

  private final Interrupts.Exit exit =
      new Interrupts.Exit() {
        @Override
        public void inOrder(int code) {
          happened.add("exit " + code);
        }

        @Override
        public void now(int code) {
          happened.add("halt " + code);
        }
      };

  private final Interrupts interrupts = new Interrupts(exit, Duration.ofSeconds(10));

  @Test
  void whatChangesNothingEndsAtOnceAndSaysSo() {
    interrupts.announcing(this::said);
    interrupts.signalled(INT);
    assertThat(happened)
        .containsExactly(
            """
            error[FP9002]: interrupted
              = note: nothing was changed: no table, file or database had been written to
              = help: run the same command again
            """,
            "exit 130");
  }

  @Test
  void afterASignalNoChangeBegins() {
    interrupts.throwIfSignalled();
    interrupts.signalled(INT);
    assertThatThrownBy(interrupts::throwIfSignalled)
        .isInstanceOf(FlarepathException.class)
        .hasMessage("interrupted");
  }

  @Test
  void aSecondSignalEndsTheProcessWithoutWaiting() {
    interrupts.signalled(INT);
    interrupts.signalled(TERM);
    assertThat(happened).containsExactly("exit 130", "halt 143");
  }

  @Test
  void aRunIsAskedToEndAndSaysItsLastWordItself() throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    interrupts.announcing(this::said);
    Thread signal = new Thread(() -> interrupts.signalled(TERM));
    ExitCode code =
        interrupts.inOrder(
            asked::countDown,
            () -> {
              signal.start();
              await(asked);
              return ExitCode.INTERRUPTED;
            });
    signal.join();
    assertThat(happened).isEmpty();
    assertThat(interrupts.exit(code)).isEqualTo(143);
  }

  @Test
  void aRunThatHadDoneAllIsDone() {
    interrupts.inOrder(() -> {}, () -> "");
    assertThat(interrupts.exit(ExitCode.DONE)).isZero();
    assertThat(interrupts.exit(ExitCode.INTERRUPTED)).isEqualTo(130);
  }

  @Test
  void aRunThatDoesNotEndInTimeIsEnded() {
    Interrupts impatient = new Interrupts(exit, Duration.ofMillis(400));
    impatient.announcing(this::said);
    List<String> cancels = new ArrayList<>();
    Interrupts.Work deaf =
        new Interrupts.Work() {
          @Override
          public void request() {
            cancels.add("request");
          }

          @Override
          public void cancel() {
            cancels.add("cancel");
          }
        };
    impatient.inOrder(
        deaf,
        () -> {
          impatient.signalled(INT);
          return "";
        });
    assertThat(cancels).containsExactly("request", "cancel", "cancel");
    assertThat(happened.get(0)).startsWith("error[FP9002]: interrupted and terminated");
    assertThat(happened.get(1)).isEqualTo("exit 130");
  }

  private void said(Diagnostic diagnostic) {
    happened.add(TextRenderer.plain().render(diagnostic));
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(5, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
