package io.flarepath.plan;

import io.flarepath.diagnostic.Diagnostic;
import java.util.List;

/** Whether a job has something to do now. */
public sealed interface Decision {

  /** The choice that a case makes; a new case has to be handled wherever one is made. */
  interface Cases<R> {
    R due(Due decision);

    R nothingToDo(NothingToDo decision);
  }

  <R> R match(Cases<R> cases);

  /** There is a pass to do. */
  record Due(PassPlan pass, String reason) implements Decision {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.due(this);
    }
  }

  /**
   * There is nothing to do now.
   *
   * @param reason why not, one sentence
   * @param warnings what is probably wrong
   */
  record NothingToDo(String reason, List<Diagnostic> warnings) implements Decision {

    public NothingToDo {
      warnings = List.copyOf(warnings);
    }

    public NothingToDo(String reason) {
      this(reason, List.of());
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.nothingToDo(this);
    }
  }
}
