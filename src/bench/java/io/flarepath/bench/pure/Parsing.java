package io.flarepath.bench.pure;

import io.flarepath.diagnostic.Problems;
import io.flarepath.workflow.Workflow;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** From the text of a workflow to its records. */
@State(Scope.Thread)
public class Parsing {

  private Example example = Example.read();

  /** Reads the file anew for each trial. */
  @Setup
  public void read() {
    example = Example.read();
  }

  /** Parses and checks one workflow. */
  @Benchmark
  public Workflow parse() {
    return example.workflow(new Problems());
  }
}
