package io.flarepath.cli;

import io.flarepath.diagnostic.Shown;
import io.flarepath.secret.Vault;
import java.nio.charset.StandardCharsets;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.layout.AbstractStringLayout;

/**
 * Lines of the log without secrets, and without what a terminal that shows them would obey. What
 * another layout has made of an event is redacted as a whole, so that nothing is left in
 * parameters, stack traces, or values of several lines.
 */
final class RedactedLayout extends AbstractStringLayout {

  private final AbstractStringLayout layout;
  private final Vault vault;

  RedactedLayout(AbstractStringLayout layout, Vault vault) {
    super(StandardCharsets.UTF_8);
    this.layout = layout;
    this.vault = vault;
  }

  @Override
  public String toSerializable(LogEvent event) {
    return Shown.file(vault.redactLog(layout.toSerializable(event)));
  }
}
