package io.flarepath.workflow;

import java.util.List;

/**
 * What a step function is called, and what it takes.
 *
 * @param name as written in a workflow
 * @param doc what it does, in a few words
 * @param parameters in the order in which people write them
 */
public record FunctionSignature(String name, String doc, List<Parameter<?>> parameters) {

  public FunctionSignature {
    parameters = List.copyOf(parameters);
  }

  public static FunctionSignature of(String name, String doc, Parameter<?>... parameters) {
    return new FunctionSignature(name, doc, List.of(parameters));
  }
}
