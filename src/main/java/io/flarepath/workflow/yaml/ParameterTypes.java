package io.flarepath.workflow.yaml;

import io.flarepath.grammar.Choice;
import io.flarepath.grammar.ListOf;
import io.flarepath.grammar.PairsOf;
import io.flarepath.grammar.Scalar;
import io.flarepath.grammar.Shape;
import io.flarepath.grammar.Type;
import io.flarepath.workflow.ParameterType;
import java.util.List;

/** What each type of a step function's parameter is in the grammar. */
final class ParameterTypes implements ParameterType.Visitor<Type<?>> {

  @Override
  public Type<?> one(ParameterType.One<?> one) {
    return scalar(one).located();
  }

  @Override
  public Type<?> word(ParameterType.Word<?> word) {
    return new Choice<>(word.values(), List.of()).located();
  }

  @Override
  public Type<?> expression(ParameterType.Expression expression) {
    return SqlType.SQL;
  }

  @Override
  public Type<?> several(ParameterType.Several<?> several) {
    return ListOf.of(several.item().accept(this));
  }

  @Override
  public Type<?> pairs(ParameterType.Pairs pairs) {
    return new PairsOf<>(ParameterType.Pair::new);
  }

  private static <T> Scalar<T> scalar(ParameterType.One<T> one) {
    return new Scalar<>(one.words(), node -> one.conversion().apply(node.text()), shape(one));
  }

  // Others are in a language of their own, which no pattern can read.
  private static Shape shape(ParameterType.One<?> one) {
    if (one.equals(ParameterType.COUNT)) {
      return Shape.from(1);
    }
    return one.equals(ParameterType.COLUMN) ? Shape.NOT_BLANK : Shape.ANYTHING;
  }
}
