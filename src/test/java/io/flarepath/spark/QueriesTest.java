package io.flarepath.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Passage;
import io.flarepath.lab.Lab;
import io.flarepath.sql.BoundSql;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("spark")
class QueriesTest {

  @RegisterExtension final Lab lab = new Lab();

  @Test
  void aTableWithoutItsCatalogIsMissingAndNotWrongSql() {
    Diagnostic said = refused("select * from\n  orders");
    assertThat(said.code()).isEqualTo(Code.TABLE_MISSING);
    assertThat(said.message()).isEqualTo("there is no table or view `orders`");
    assertThat(said.notes()).isEmpty();
    assertThat(said.place().orElseThrow().line()).isEqualTo(2);
    assertThat(said.help())
        .containsExactly("write all three parts of its name: catalog.collection.table");
  }

  @Test
  void aTableOfThreePartsIsLookedForInItsCollection() {
    lab.tables().create("events", "id bigint", "");
    assertThat(refused("select * from icebase.retail.orders").help())
        .containsExactly(
            "check the name; `SHOW TABLES IN icebase.retail` lists those of the collection");
  }

  private Diagnostic refused(String sql) {
    return catchThrowableOfType(
            FlarepathException.class,
            () -> Queries.run(lab.session(), BoundSql.of(Passage.of("query", sql))))
        .diagnostics()
        .get(0);
  }
}
