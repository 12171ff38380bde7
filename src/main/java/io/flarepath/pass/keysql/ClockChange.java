package io.flarepath.pass.keysql;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.pass.SliceKey;
import io.flarepath.pass.Window;
import io.flarepath.window.Axis;
import io.flarepath.window.AxisValue;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * Keys whose SQL gives text in the hour that clocks show twice. The text does not say which of the
 * two it means, so a window would end where it starts, for ever.
 *
 * @param zone the session's time zone
 */
record ClockChange(KeySqlRead read, List<SliceKey> keys, ZoneId zone) {

  /**
   * Stops at a window that ends where it starts.
   *
   * @throws FlarepathException if that is due to such a text, and the input has rows past it
   */
  void stopIfStuck(Window rows, Optional<AxisValue> newest) {
    boolean hasMore = newest.filter(value -> value.compareTo(rows.endValue()) > 0).isPresent();
    if (hasMore && rows.range().axis() == Axis.TIMESTAMP && ambiguous().isPresent()) {
      throw new FlarepathException(
          explained(
              Diagnostic.error(
                      Code.WINDOW_STANDS_STILL, "the window %s does not advance".formatted(rows))
                  .at(read.spec().sql().span())));
    }
  }

  /** A diagnostic with the reason, if the hour is one. */
  Diagnostic explained(Diagnostic diagnostic) {
    return ambiguous()
        .map(
            key ->
                diagnostic
                    .because(
                        "`%s` is the text %s, a time that occurs twice in %s, without saying which one is meant"
                            .formatted(key.name().key(), key.value(), zone))
                    .help(
                        "let the key's SQL return a timestamp, without a cast to string; its value then keeps the offset from UTC"))
        .orElse(diagnostic);
  }

  private Optional<SliceKey> ambiguous() {
    return keys.stream()
        .filter(key -> KeyTexts.ambiguous(key.value(), zone).isPresent())
        .findFirst();
  }
}
