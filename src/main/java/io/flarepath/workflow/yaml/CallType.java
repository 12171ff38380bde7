package io.flarepath.workflow.yaml;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Suggestion;
import io.flarepath.workflow.FunctionCall;
import io.flarepath.workflow.FunctionSignature;
import io.flarepath.workflow.Parameter;
import io.flarepath.workflow.ParameterType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A call of a step function. The function that {@code name} names decides about the other keys. */
record CallType() implements Type<FunctionCall> {

  private static final Key<Located<String>> NAME =
      Key.required("name", Scalar.TEXT.placed(), "the step function to apply");

  /** The keys of a call of which too little is known to say anything else. */
  private static final Section<Located<String>> NAMELESS =
      Section.open("steps[].sequence[].functions[]", List.of(NAME), fields -> fields.get(NAME));

  @Override
  public Optional<FunctionCall> read(Yaml node, Reading reading) {
    return NAMELESS
        .read(node, reading)
        .flatMap(name -> signature(name, reading))
        .flatMap(signature -> section(signature).read(node, reading));
  }

  private static Optional<FunctionSignature> signature(Located<String> name, Reading reading) {
    Map<String, FunctionSignature> functions = reading.outside().functions();
    String word = name.value().strip().toLowerCase(Locale.ROOT);
    Optional<FunctionSignature> signature = Optional.ofNullable(functions.get(word));
    if (signature.isEmpty() && !Variables.areIn(name.value())) {
      reading
          .problems()
          .add(
              Diagnostic.error(
                      Code.UNKNOWN_FUNCTION, "no step function is called `" + name.value() + "`")
                  .at(name.span())
                  .help(Suggestion.help(word, functions.keySet().stream().sorted().toList())));
    }
    return signature;
  }

  static Section<FunctionCall> section(FunctionSignature signature) {
    Map<Parameter<?>, Key<?>> keys = new LinkedHashMap<>();
    signature.parameters().forEach(parameter -> keys.put(parameter, key(parameter)));
    List<Key<?>> all = new ArrayList<>(List.of(NAME));
    all.addAll(keys.values());
    return Section.of(
        signature.name(),
        all,
        fields -> {
          Map<Parameter<?>, Object> values = new HashMap<>();
          keys.forEach(
              (parameter, key) -> value(fields.get(key)).ifPresent(v -> values.put(parameter, v)));
          return new FunctionCall(new Located<>(signature.name(), fields.get(NAME).span()), values);
        });
  }

  private static Optional<?> value(Object read) {
    return read instanceof Optional<?> optional ? optional : Optional.of(read);
  }

  private static Key<?> key(Parameter<?> parameter) {
    Type<?> type = parameter.type().match(new Grammars());
    Key<?> key =
        parameter.isRequired()
            ? Key.required(parameter.name(), type, parameter.doc())
            : Key.optional(parameter.name(), type, parameter.doc());
    return key.or(parameter.synonyms().toArray(String[]::new));
  }

  /** How each type of a parameter is written. */
  private static final class Grammars implements ParameterType.Cases<Type<?>> {

    @Override
    public <T> Type<?> one(ParameterType.One<T> type) {
      return scalar(type).placed();
    }

    @Override
    public <T> Type<?> word(ParameterType.Word<T> type) {
      return new Choice<>(type.values(), List.of()).placed();
    }

    @Override
    public Type<?> expression(ParameterType.Expression type) {
      return Scalar.PASSAGE;
    }

    @Override
    public <T> Type<?> several(ParameterType.Several<T> type) {
      return ListOf.of(type.item().match(this));
    }

    @Override
    public Type<?> pairs(ParameterType.Pairs type) {
      return new PairsOf();
    }
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

  @Override
  public String words() {
    return "a map";
  }

  @Override
  public boolean isCompound() {
    return true;
  }
}
