package io.flarepath.table;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A type as the engine's SQL writes it, taken apart as far as it is nested. */
sealed interface ColumnType {

  /** The type for SQL. */
  String text();

  /**
   * The type with the further fields and the wider types of another one.
   *
   * @return empty where nothing grows
   */
  Optional<ColumnType> grown(ColumnType other);

  /** Where in it a type is missing, because all values are null; for example {@code a.element}. */
  Optional<String> untyped();

  /** The name that two fields of one struct in it have, ignoring case. */
  Optional<String> twice();

  /** Anything that is not nested. */
  record Plain(String text) implements ColumnType {

    @Override
    public Optional<ColumnType> grown(ColumnType other) {
      return other instanceof Plain plain && ColumnTypes.widens(folded(), plain.folded())
          ? Optional.of(other)
          : Optional.empty();
    }

    @Override
    public Optional<String> untyped() {
      return folded().equals("void") ? Optional.of("") : Optional.empty();
    }

    @Override
    public Optional<String> twice() {
      return Optional.empty();
    }

    private String folded() {
      return text.toLowerCase(Locale.ROOT);
    }
  }

  /** An array. */
  record ListOf(ColumnType element) implements ColumnType {

    @Override
    public String text() {
      return "ARRAY<" + element.text() + ">";
    }

    @Override
    public Optional<ColumnType> grown(ColumnType other) {
      return other instanceof ListOf list
          ? element.grown(list.element).map(ListOf::new)
          : Optional.empty();
    }

    @Override
    public Optional<String> untyped() {
      return element.untyped().map(rest -> ".element" + rest);
    }

    @Override
    public Optional<String> twice() {
      return element.twice();
    }
  }

  /** A map. Its keys cannot grow: they would be other keys. */
  record MapOf(ColumnType key, ColumnType value) implements ColumnType {

    @Override
    public String text() {
      return "MAP<" + key.text() + ", " + value.text() + ">";
    }

    @Override
    public Optional<ColumnType> grown(ColumnType other) {
      return other instanceof MapOf map
          ? value.grown(map.value).map(wider -> new MapOf(key, wider))
          : Optional.empty();
    }

    @Override
    public Optional<String> untyped() {
      return key.untyped()
          .map(rest -> ".key" + rest)
          .or(() -> value.untyped().map(rest -> ".value" + rest));
    }

    @Override
    public Optional<String> twice() {
      return key.twice().or(value::twice);
    }
  }

  /** A struct. */
  record Struct(List<Field> fields) implements ColumnType {

    public Struct {
      fields = List.copyOf(fields);
    }

    @Override
    public String text() {
      return fields.stream().map(Field::text).collect(Collectors.joining(", ", "STRUCT<", ">"));
    }

    @Override
    public Optional<ColumnType> grown(ColumnType other) {
      if (!(other instanceof Struct struct)) {
        return Optional.empty();
      }
      List<Field> grown = new ArrayList<>();
      for (Field field : fields) {
        Field wider =
            struct
                .field(field.name)
                .flatMap(theirs -> field.type.grown(theirs.type))
                .map(type -> new Field(field.name, type, field.rest))
                .orElse(field);
        grown.add(wider);
      }
      struct.fields.stream()
          .filter(theirs -> field(theirs.name).isEmpty() && theirs.type.untyped().isEmpty())
          .map(theirs -> new Field(theirs.name, theirs.type, ""))
          .forEach(grown::add);
      return grown.equals(fields) ? Optional.empty() : Optional.of(new Struct(grown));
    }

    private Optional<Field> field(String name) {
      return fields.stream().filter(field -> field.name.equalsIgnoreCase(name)).findFirst();
    }

    @Override
    public Optional<String> untyped() {
      return fields.stream()
          .flatMap(field -> field.type.untyped().map(rest -> "." + field.name + rest).stream())
          .findFirst();
    }

    @Override
    public Optional<String> twice() {
      Set<String> names = new HashSet<>();
      return fields.stream()
          .filter(field -> !names.add(field.name.toLowerCase(Locale.ROOT)))
          .map(Field::name)
          .findFirst()
          .or(() -> fields.stream().flatMap(field -> field.type.twice().stream()).findFirst());
    }
  }

  /**
   * A field of a struct.
   *
   * @param name as SQL writes it, in back quotes where it needs them
   * @param rest what is said after its type, for example {@code NOT NULL}
   */
  record Field(String name, ColumnType type, String rest) {

    String text() {
      return name + ": " + type.text() + (rest.isEmpty() ? "" : " " + rest);
    }
  }
}
