package io.flarepath.source;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Problems;
import io.flarepath.workflow.Input;
import io.flarepath.workflow.Schema;
import java.util.Optional;

/** Finds out where the files of schemas are. */
public final class SchemaPlaces {

  private final Sources sources;
  private final Problems problems;

  public SchemaPlaces(Sources sources, Problems problems) {
    this.sources = sources;
    this.problems = problems;
  }

  /** An input's schema; a file is where it is, and no longer as it was written. */
  public Optional<Schema> of(Input input, DataSource source) {
    if (input.schema().isPresent() && source.knowsItsColumns()) {
      problems.add(
          Diagnostic.warning(
                  Code.MISPLACED_KEY, "the schema is ignored: a table already has its columns")
              .at(input.schema().get().span())
              .because("`" + input.name().value() + "` reads " + source)
              .help("remove the schema, or cast the columns in a step"));
      return Optional.empty();
    }
    return input.schema().flatMap(schema -> schema.match(Optional::of, this::placed));
  }

  private Optional<Schema> placed(Schema.File file) {
    return place(file.path())
        .map(
            place ->
                new Schema.File(
                    file.language(), new Located<>(place.path(), file.span()), place.root()));
  }

  private Optional<DepotPath> place(Located<String> path) {
    if (Address.looksLikeOne(path.value())) {
      return sources.file(path);
    }
    boolean isWhole = path.value().startsWith("/") || path.value().matches("[A-Za-z0-9+.-]{2,}:.*");
    String from = path.span().source().name();
    int folder = from.lastIndexOf('/');
    return Optional.of(
        new DepotPath(
            isWhole || folder < 0 ? path.value() : from.substring(0, folder + 1) + path.value(),
            Optional.empty()));
  }
}
