package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Passage;
import io.flarepath.lab.LabSpark;
import io.flarepath.sql.Bindings;
import io.flarepath.sql.HostileText;
import io.flarepath.sql.SqlTemplate;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** A key selects the rows that the same value selects as a literal of Spark's own making. */
@Tag("spark")
class KeysAsLiteralsTest {

  private final SparkSession session = LabSpark.session().newSession();

  @Property(tries = 60)
  void theSameRowsAreSelected(
      @ForAll("hostile") String value,
      @ForAll("hostile") String other,
      @ForAll("places") String place) {
    Dataset<Row> rows =
        session
            .createDataset(
                List.of(value, other, value + "x", "x" + value, "", "x", "'", "\\"),
                Encoders.STRING())
            .toDF("s");
    rows.createOrReplaceTempView("t");
    Bindings bindings = new Bindings(Map.of("k", value), Map.of("k", "string"));
    for (String comparison : List.of("=", "<", ">=")) {
      String sql = "SELECT s FROM t WHERE s " + comparison + " " + place + " -- $|k|";
      String bound = SqlTemplate.of(Passage.of("sql", sql)).bind(bindings).text();
      assertThat(texts(session.sql(bound)))
          .as(bound)
          .isEqualTo(texts(rows.where(compared(comparison, functions.lit(value)))));
    }
  }

  private static Column compared(String comparison, Column literal) {
    Column column = functions.col("s");
    return switch (comparison) {
      case "=" -> column.equalTo(literal);
      case "<" -> column.lt(literal);
      default -> column.geq(literal);
    };
  }

  private static List<String> texts(Dataset<Row> rows) {
    return rows.as(Encoders.STRING()).collectAsList();
  }

  @Provide
  Arbitrary<String> hostile() {
    return HostileText.any();
  }

  @Provide
  Arbitrary<String> places() {
    return Arbitraries.of("'$|k|'", "\"$|k|\"", "r'$|k|'", "R\"$|k|\"", "$|k|", "($|k|)");
  }
}
