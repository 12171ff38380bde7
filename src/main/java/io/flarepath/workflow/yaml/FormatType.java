package io.flarepath.workflow.yaml;

import io.flarepath.connector.Format;
import io.flarepath.connector.Formats;
import io.flarepath.grammar.Choice;
import io.flarepath.grammar.Type;
import java.util.List;

/** The formats of inputs and of outputs, by the words that people write for them. */
final class FormatType {

  static final Type<Format> WORDS = new Choice<>(Formats.byWord(), List.of());

  private FormatType() {}
}
