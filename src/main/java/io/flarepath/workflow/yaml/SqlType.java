package io.flarepath.workflow.yaml;

import io.flarepath.diagnostic.Passage;
import io.flarepath.grammar.Description;
import io.flarepath.grammar.Reading;
import io.flarepath.grammar.Scalar;
import io.flarepath.grammar.Type;
import io.flarepath.grammar.Yaml;
import java.util.Optional;

/** SQL in a workflow, which YAML may have joined into one line. */
final class SqlType implements Type<Passage> {

  static final Type<Passage> SQL = new SqlType();

  private SqlType() {}

  @Override
  public Optional<Passage> read(Yaml node, Reading reading) {
    Optional<Passage> sql = Scalar.PASSAGE.read(node, reading);
    sql.flatMap(SwallowedSql::in).ifPresent(found -> reading.problems().add(found.diagnostic()));
    return sql;
  }

  @Override
  public String words() {
    return Scalar.PASSAGE.words();
  }

  @Override
  public boolean isCompound() {
    return Scalar.PASSAGE.isCompound();
  }

  @Override
  public Description description() {
    return Scalar.PASSAGE.description();
  }

  @Override
  public String written(Passage value) {
    return Scalar.PASSAGE.written(value);
  }
}
