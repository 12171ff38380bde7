package io.flarepath.plan;

import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Source;
import io.flarepath.workflow.Input;
import io.flarepath.workflow.Schema;
import java.util.Optional;

/** Finds out where the files of schemas are. */
final class SchemaPlaces {

  private final Source workflow;
  private final Sources sources;

  SchemaPlaces(Source workflow, Sources sources) {
    this.workflow = workflow;
    this.sources = sources;
  }

  /** An input's schema; a file is where it is, and no longer as it was written. */
  Optional<Schema> of(Input input) {
    if (input.schema().orElse(null) instanceof Schema.File file) {
      return place(file.path())
          .map(path -> new Schema.File(file.language(), new Located<>(path, file.span())));
    }
    return input.schema();
  }

  private Optional<String> place(Located<String> path) {
    if (Address.looksLikeOne(path.value())) {
      return sources.file(path);
    }
    boolean isWhole = path.value().startsWith("/") || path.value().matches("[A-Za-z0-9+.-]{2,}:.*");
    int folder = workflow.name().lastIndexOf('/');
    return Optional.of(
        isWhole || folder < 0
            ? path.value()
            : workflow.name().substring(0, folder + 1) + path.value());
  }
}
