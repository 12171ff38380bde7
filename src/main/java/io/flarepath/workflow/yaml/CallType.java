package io.flarepath.workflow.yaml;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Suggestion;
import io.flarepath.grammar.Description;
import io.flarepath.grammar.Key;
import io.flarepath.grammar.Reading;
import io.flarepath.grammar.Scalar;
import io.flarepath.grammar.Section;
import io.flarepath.grammar.SectionDescription;
import io.flarepath.grammar.Type;
import io.flarepath.grammar.Variables;
import io.flarepath.grammar.Yaml;
import io.flarepath.workflow.FunctionCall;
import io.flarepath.workflow.FunctionSignature;
import io.flarepath.workflow.Parameter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A call of a step function. The function that {@code name} names decides about the other keys.
 *
 * @param functions the step functions there are, by name
 */
record CallType(Map<String, FunctionSignature> functions) implements Type<FunctionCall> {

  private static final Key<Located<String>> NAME =
      Key.required("name", Scalar.TEXT.located(), "the step function to apply");

  /** The keys of a call of which too little is known to say anything else. */
  private static final Section<Located<String>> NAMELESS =
      Section.of("steps[].sequence[].functions[]", List.of(NAME), fields -> fields.get(NAME))
          .open();

  private static final ParameterTypes PARAMETERS = new ParameterTypes();

  CallType {
    functions = Collections.unmodifiableMap(new TreeMap<>(functions));
  }

  static CallType of(Collection<FunctionSignature> functions) {
    Map<String, FunctionSignature> byName = new TreeMap<>();
    functions.forEach(function -> byName.put(function.name(), function));
    return new CallType(byName);
  }

  @Override
  public Optional<FunctionCall> read(Yaml node, Reading reading) {
    return NAMELESS
        .read(node, reading)
        .flatMap(name -> signature(name, reading))
        .flatMap(signature -> section(signature).read(node, reading));
  }

  private Optional<FunctionSignature> signature(Located<String> name, Reading reading) {
    String word = name.value().strip().toLowerCase(Locale.ROOT);
    Optional<FunctionSignature> signature = Optional.ofNullable(functions.get(word));
    if (signature.isEmpty() && !Variables.areIn(name.value())) {
      reading
          .problems()
          .add(
              Diagnostic.error(
                      Code.UNKNOWN_FUNCTION, "unknown step function `" + name.value() + "`")
                  .at(name.span())
                  .help(Suggestion.help(word, List.copyOf(functions.keySet()))));
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
    Type<?> type = parameter.type().accept(PARAMETERS);
    Key<?> key =
        parameter.isRequired()
            ? Key.required(parameter.name(), type, parameter.doc())
            : Key.optional(parameter.name(), type, parameter.doc());
    return key.or(parameter.synonyms().toArray(String[]::new));
  }

  @Override
  public String words() {
    return "a map";
  }

  @Override
  public boolean isCompound() {
    return true;
  }

  @Override
  public Description description() {
    Map<String, SectionDescription> sections = new LinkedHashMap<>();
    functions.forEach((name, function) -> sections.put(name, section(function).description()));
    return new Description.Named("step functions", NAME.name(), sections);
  }

  @Override
  public String written(FunctionCall value) {
    return "";
  }
}
