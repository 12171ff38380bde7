package io.flarepath.workflow;

import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Passage;
import io.flarepath.diagnostic.Span;
import java.util.Optional;
import java.util.function.Function;

/** The columns of an input, where its rows do not tell them. */
public sealed interface Schema {

  /** Which language the user says that it is written in; without one the text shows it. */
  Optional<Language> language();

  /** Where the user wrote it, or the name of its file. */
  Span span();

  /** An answer for each case. */
  <R> R match(Function<Text, R> text, Function<File, R> file);

  /** Written in the workflow. */
  record Text(Optional<Language> language, Passage text) implements Schema {
    @Override
    public Span span() {
      return text.span();
    }

    @Override
    public <R> R match(Function<Text, R> text, Function<File, R> file) {
      return text.apply(this);
    }
  }

  /**
   * Written in a file of its own.
   *
   * @param path in a workflow as written; in a plan where it is
   * @param root the root of the depot that it is in; known only in a plan
   */
  record File(Optional<Language> language, Located<String> path, Optional<String> root)
      implements Schema {

    /** A file as it is written in a workflow. */
    public File(Optional<Language> language, Located<String> path) {
      this(language, path, Optional.empty());
    }

    @Override
    public Span span() {
      return path.span();
    }

    @Override
    public <R> R match(Function<Text, R> text, Function<File, R> file) {
      return file.apply(this);
    }
  }

  /** The languages of schemas. */
  enum Language {
    AVRO("an Avro schema"),
    SPARK("a schema in Spark's JSON"),
    DDL("a schema in DDL");

    private final String words;

    Language(String words) {
      this.words = words;
    }

    /** With an article. */
    public String words() {
      return words;
    }
  }
}
