package io.flarepath.spark;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Passage;
import io.flarepath.settings.LocalFile;
import io.flarepath.source.DepotPath;
import io.flarepath.spark.failure.SparkFailures;
import io.flarepath.spark.files.DepotWall;
import io.flarepath.sql.BoundSql;
import io.flarepath.workflow.Schema;
import io.flarepath.workflow.Schema.Language;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** Reads the schemas that users write: DDL, Spark's JSON, Avro. */
final class SchemaReader {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Configuration hadoop;

  /**
   * @param hadoop how to reach files that are not local
   */
  SchemaReader(Configuration hadoop) {
    this.hadoop = hadoop;
  }

  /**
   * The columns of a schema.
   *
   * @throws FlarepathException if it cannot be read, at the place in it that is wrong
   */
  StructType columns(Schema schema) {
    Passage text =
        schema.match(Schema.Text::text, file -> Passage.of(file.path().value(), text(file)));
    return switch (schema.language().orElseGet(() -> guess(text))) {
      case AVRO -> avro(text);
      case DDL -> ddl(text);
      // People call DDL Spark's language, too.
      case SPARK -> isJson(text) ? spark(text) : ddl(text);
    };
  }

  private static Language guess(Passage text) {
    if (!isJson(text)) {
      return Language.DDL;
    }
    return json(text, Language.SPARK).path("type").asText().equals("struct")
        ? Language.SPARK
        : Language.AVRO;
  }

  private static boolean isJson(Passage text) {
    return text.text().stripLeading().startsWith("{");
  }

  private static StructType ddl(Passage text) {
    try {
      return StructType.fromDDL(text.text());
    } catch (Exception e) {
      throw new FlarepathException(
          SparkFailures.located(e, BoundSql.of(text), wrong(Language.DDL))
              .help("DDL is a list of columns: `id BIGINT, at TIMESTAMP, tags ARRAY<STRING>`"),
          e);
    }
  }

  private static StructType spark(Passage text) {
    json(text, Language.SPARK);
    String reason = "the outermost type must be `struct`";
    try {
      if (DataType.fromJson(text.text()) instanceof StructType columns) {
        return columns;
      }
    } catch (Exception e) {
      reason = SparkFailures.reason(e);
    }
    throw new FlarepathException(
        wrong(Language.SPARK)
            .at(text.span())
            .because(reason)
            .help(
                "write the output of `df.schema.json()`: {\"type\": \"struct\", \"fields\": […]}"));
  }

  private static StructType avro(Passage text) {
    json(text, Language.AVRO);
    try {
      return AvroColumns.of(text.text());
    } catch (RuntimeException e) {
      throw new FlarepathException(
          wrong(Language.AVRO).at(text.span()).because(SparkFailures.reason(e)), e);
    }
  }

  /** The text as JSON; where it is none, at the character that is wrong. */
  private static JsonNode json(Passage text, Language language) {
    try {
      return JSON.readTree(text.text());
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      int offset = at == null ? 0 : Math.max(0, (int) at.getCharOffset() - 1);
      throw new FlarepathException(
          wrong(language)
              .at(text.span(offset, offset + 1))
              .because("it is not JSON: " + e.getOriginalMessage().replaceAll("\\s+", " ")),
          e);
    }
  }

  private static Diagnostic wrong(Language language) {
    return Diagnostic.error(Code.BAD_SCHEMA, "this is not " + language.words());
  }

  private String text(Schema.File schema) {
    Located<String> file = schema.path();
    Path path = new Path(file.value());
    DepotWall wall = new DepotWall(new DepotPath(file.value(), schema.root()), file.span(), hadoop);
    String why = "the file does not exist";
    Optional<Exception> cause = Optional.empty();
    try {
      wall.checkReading();
      Optional<String> text = text(path, schema.root().isPresent());
      wall.checkReading(); // A link may have come in between.
      if (text.isPresent()) {
        return text.get();
      }
    } catch (FlarepathException e) {
      throw e;
    } catch (FileNotFoundException e) {
      cause = Optional.of(e);
    } catch (IOException | RuntimeException e) {
      why = SparkFailures.reason(e);
      cause = Optional.of(e);
    }
    FlarepathException failure =
        new FlarepathException(
            Diagnostic.error(Code.BAD_SCHEMA, "the schema `" + file.value() + "` cannot be read")
                .at(file.span())
                .because(why)
                .help("relative paths are resolved against the workflow's folder"));
    cause.ifPresent(failure::initCause);
    throw failure;
  }

  /** As the workflow's own file: outside of depots, a path without a scheme is on this machine. */
  private Optional<String> text(Path path, boolean isInDepot) throws IOException {
    boolean isDefault = isInDepot && path.toUri().getScheme() == null;
    Optional<LocalFile> local = isDefault ? Optional.empty() : HadoopFiles.local(path);
    if (local.isPresent()) {
      return local.get().text();
    }
    try (InputStream stream = path.getFileSystem(hadoop).open(path)) {
      return Optional.of(LocalFile.text(stream));
    }
  }
}
