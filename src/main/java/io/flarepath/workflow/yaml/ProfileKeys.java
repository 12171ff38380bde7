package io.flarepath.workflow.yaml;

import io.flarepath.diagnostic.Passage;
import io.flarepath.grammar.Choice;
import io.flarepath.grammar.Either;
import io.flarepath.grammar.Key;
import io.flarepath.grammar.ListOf;
import io.flarepath.grammar.Section;
import io.flarepath.workflow.Profile;
import java.util.List;
import java.util.Optional;

/** The keys of {@code profile} of a job. */
final class ProfileKeys {

  private static final Key<Profile.Level> LEVEL =
      Key.withDefault(
          "level",
          Choice.of(Profile.Level.class),
          Profile.Level.BASIC,
          "how much is measured: `basic`, `intermediate` or `advanced`");

  private static final Key<String> TYPE =
      Key.withDefault(
          "type", Choice.only("expression"), "expression", "`expression`, the only kind of filter");

  private static final Key<Passage> EXPRESSION =
      Key.required("expression", SqlType.SQL, "an SQL condition");

  private static final Section<Passage> FILTER =
      Section.of(
          "job.profile.filters[]", List.of(TYPE, EXPRESSION), fields -> fields.get(EXPRESSION));

  private static final Key<List<Passage>> FILTERS =
      Key.withDefault(
          "filters",
          ListOf.of(new Either<>(SqlType.SQL, FILTER)),
          List.<Passage>of(),
          "SQL conditions; only rows that match all of them are counted");

  static final Key<Optional<Profile>> PROFILE =
      Key.optional(
          "profile",
          Section.of(
              "job.profile",
              List.of(LEVEL, FILTERS),
              fields -> new Profile(fields.get(LEVEL), fields.get(FILTERS))),
          "statistics of the first input's columns");

  private ProfileKeys() {}
}
