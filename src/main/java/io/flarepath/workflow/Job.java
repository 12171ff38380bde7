package io.flarepath.workflow;

import io.flarepath.diagnostic.Located;
import java.util.List;

/** One entry of a workflow's {@code dag}. */
public sealed interface Job permits FlareJob, ToolboxJob, ForeignJob {

  Located<String> name();

  /** May be empty. */
  String title();

  /** The names of the jobs that must have succeeded before this one starts. */
  List<Located<String>> dependencies();
}
