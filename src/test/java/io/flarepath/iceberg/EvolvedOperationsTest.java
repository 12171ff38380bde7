package io.flarepath.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;

class EvolvedOperationsTest {

  private static final TableIdentifier NAME = TableIdentifier.of("retail", "orders");

  @Test
  void aCommitThatHappenedStaysOneWhenSomebodyEvolvesTheTableRightAfterIt() {
    InMemoryCatalog catalog = new InMemoryCatalog();
    catalog.initialize("icebase", Map.of());
    catalog.createNamespace(Namespace.of("retail"));
    Schema one = new Schema(Types.NestedField.optional(1, "id", Types.LongType.get()));
    Table table = catalog.createTable(NAME, one, PartitionSpec.unpartitioned());
    TableOperations real = ((HasTableOperations) table).operations();
    Schema two =
        new Schema(
            1,
            Types.NestedField.optional(1, "id", Types.LongType.get()),
            Types.NestedField.optional(2, "note", Types.StringType.get()));
    Evolution evolution = new Evolution(real.current(), two, table.spec());
    Runnable somebody =
        () ->
            catalog
                .loadTable(NAME)
                .updateSchema()
                .addColumn("other", Types.StringType.get())
                .commit();
    Table shown =
        EvolvedOperations.table(new BaseTable(new Watched(real, somebody), "orders"), evolution);

    Transaction transaction = shown.newTransaction();
    transaction.newAppend().toBranch("staged").commit();
    transaction.commitTransaction();

    TableMetadata current = ((HasTableOperations) shown).operations().current();
    assertThat(evolution.shape(current).schema()).isEqualTo(1);
    Table after = catalog.loadTable(NAME);
    assertThat(after.refs()).containsKey("staged");
    assertThat(after.schema().columns())
        .extracting(Types.NestedField::name)
        .containsExactly("id", "other");
  }

  /** Operations after whose commits somebody else does something. */
  private static final class Watched extends ForwardingOperations {

    private final Runnable afterCommit;

    private Watched(TableOperations real, Runnable afterCommit) {
      super(real);
      this.afterCommit = afterCommit;
    }

    @Override
    public void commit(TableMetadata base, TableMetadata metadata) {
      super.commit(base, metadata);
      afterCommit.run();
    }
  }
}
