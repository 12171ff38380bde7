package io.flarepath.workflow;

import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Passage;
import java.util.Map;
import java.util.Optional;

/**
 * One entry of a step's {@code functions}.
 *
 * @param name the function's name, in its own spelling, and where it is written
 * @param values what is written, by the descriptions of the function's parameters, each value as
 *     its {@link ParameterType} says
 */
public record FunctionCall(Located<String> name, Map<Parameter<?>, Object> values) {

  public FunctionCall {
    values = Map.copyOf(values);
  }

  /** The value of one of the function's parameters, or its default. */
  public <V> V get(Parameter<V> parameter) {
    return parameter.value(Optional.ofNullable(values.get(parameter)), name.span());
  }

  /** The SQL expression that the call is given, if it is. */
  public Optional<Passage> expression() {
    return values.values().stream()
        .filter(Passage.class::isInstance)
        .map(Passage.class::cast)
        .findFirst();
  }
}
