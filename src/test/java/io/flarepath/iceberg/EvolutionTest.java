package io.flarepath.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.plan.Write;
import io.flarepath.publish.PublishOutcome;
import io.flarepath.publish.Restaged;
import io.flarepath.publish.StageRequest;
import io.flarepath.publish.Staged;
import io.flarepath.publish.TableShape;
import io.flarepath.state.JobMark;
import io.flarepath.state.State;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionField;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.exceptions.ForbiddenException;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.api.Test;

/** New columns and partitions, which come with the commit that publishes the rows. */
class EvolutionTest {

  private final MemoryTable memory = new MemoryTable();
  private final StageRequest request = memory.request(new Write.Append());

  @Test
  void whatIsStagedChangesNeitherColumnsNorPartitions() {
    TableMetadata before = metadata();
    Evolution evolution = evolution("note");
    Staged staged = stage(evolution);
    assertThat(metadata().currentSchemaId()).isEqualTo(before.currentSchemaId());
    assertThat(metadata().defaultSpecId()).isEqualTo(before.defaultSpecId());
    assertThat(columns(memory.real().schema())).containsExactly("at");
    assertThat(partitions(memory.real().spec())).containsExactly("at_trunc");
    assertThat(memory.real().properties()).isEqualTo(before.properties());
    assertThat(memory.real().currentSnapshot()).isNull();
    // They wait in the table, under the numbers that the staged snapshot goes by.
    assertThat(staged.shape())
        .hasValueSatisfying(
            shape -> {
              assertThat(columns(schema(shape))).containsExactly("at", "note");
              assertThat(partitions(metadata().spec(shape.spec()))).containsExactly("hundreds");
              assertThat(shape.schemaBefore()).isEqualTo(before.currentSchemaId());
              assertThat(shape.specBefore()).isEqualTo(before.defaultSpecId());
            });
    assertThat(memory.real().snapshot(staged.snapshotId()).schemaId())
        .isEqualTo(staged.shape().orElseThrow().schema());
  }

  @Test
  void publishingMakesThemCurrentInTheCommitThatBringsRowsAndState() {
    Staged staged = stage(evolution("note"));
    String before = metadata().metadataFileLocation();
    memory.commits = 0;
    assertThat(publish(staged)).isEqualTo(new PublishOutcome.Published(staged.snapshotId()));
    assertThat(memory.commits).isEqualTo(1);
    List<TableMetadata.MetadataLogEntry> versions = metadata().previousFiles();
    assertThat(versions.get(versions.size() - 1).file()).isEqualTo(before);
    isEvolvedWith("note");
    assertThat(memory.mark().last()).isPresent();
    assertThat(Staging.main(memory.real())).hasValue(staged.snapshotId());
    assertThat(memory.real().refs()).containsOnlyKeys("main");
  }

  @Test
  void aRefusedPublishLeavesThemAsTheyWere() {
    Staged staged = stage(evolution("note"));
    String before = metadata().metadataFileLocation();
    RuntimeException refusal = new ForbiddenException("you may not");
    memory.fails(refusal);
    assertThat(publish(staged)).isEqualTo(new PublishOutcome.Failed(refusal));
    assertThat(metadata().metadataFileLocation()).isEqualTo(before);
    isAsBefore();
  }

  @Test
  void afterAnAppendOfOthersTheSameFilesAreStagedAgainForTheSameColumns() {
    Staged staged = stage(evolution("note"));
    memory.append(memory.file(200, 201));
    assertThat(publish(staged)).isEqualTo(new PublishOutcome.Moved());
    isAsBefore();
    Staged again = again(staged);
    isAsBefore();
    assertThat(again.shape()).isEqualTo(staged.shape());
    assertThat(again.readId()).isEqualTo(staged.readId());
    assertThat(publish(again)).isInstanceOf(PublishOutcome.Published.class);
    isEvolvedWith("note");
    assertThat(memory.real().newScan().planFiles()).hasSize(2);
  }

  @Test
  void othersWhoSetAPropertyDoNotMatter() {
    Staged staged = stage(evolution("note"));
    memory.real().updateProperties().set("colour", "blue").commit();
    assertThat(publish(staged)).isInstanceOf(PublishOutcome.Published.class);
    isEvolvedWith("note");
    assertThat(memory.real().properties()).containsEntry("colour", "blue");
  }

  /** Though the columns might go together: the files were written for others. */
  @Test
  void whereOthersAddedAColumnNothingIsPublishedAndTheFilesAreWrittenAgain() {
    Staged staged = stage(evolution("note"));
    memory.real().updateSchema().addColumn("other", Types.StringType.get()).commit();
    isRefused(staged);
    assertThat(columns(memory.real().schema())).containsExactly("at", "other");
    assertThat(memory.real().schema().findField("other").fieldId())
        .isNotEqualTo(schema(staged.shape().orElseThrow()).findField("note").fieldId());
  }

  @Test
  void theSameHoldsWhereTheyRemovedTheColumnOrChangedThePartitions() {
    Staged staged = stage(evolution("note"));
    memory.real().updateSpec().addField(Expressions.bucket("at", 4)).commit();
    isRefused(staged);
    assertThat(columns(memory.real().schema())).containsExactly("at");
    memory.real().updateSpec().removeField("at_trunc").removeField("at_bucket_4").commit();
    memory
        .real()
        .updateSchema()
        .addColumn("other", Types.StringType.get())
        .deleteColumn("at")
        .commit();
    isRefused(staged);
    assertThat(columns(memory.real().schema())).containsExactly("other");
  }

  @Test
  void beforeTheStagingTheSameChangeOfOthersStopsIt() {
    Evolution evolution = evolution("note");
    memory.real().updateSchema().addColumn("other", Types.StringType.get()).commit();
    isTooLate(evolution);
    assertThat(columns(memory.real().schema())).containsExactly("at", "other");
  }

  /** The columns are as before, but the number of the new one was somebody's. */
  @Test
  void aColumnThatWasAddedAndDroppedMeanwhileKeepsItsNumber() {
    Evolution evolution = evolution("note");
    memory.real().updateSchema().addColumn("other", Types.IntegerType.get()).commit();
    memory.real().updateSchema().deleteColumn("other").commit();
    assertThat(metadata().currentSchemaId()).isEqualTo(evolution.before().currentSchemaId());
    isTooLate(evolution);
    isAsBefore();
  }

  @Test
  void aJobThatStagesTheSameColumnsComesSecond() {
    Evolution mine = evolution("note");
    Evolution theirs = evolution("note");
    Staged first = stage(mine);
    Staged second = stage(other(), theirs);
    assertThat(second.shape()).isEqualTo(first.shape());
    assertThat(publish(first)).isInstanceOf(PublishOutcome.Published.class);
    isEvolvedWith("note");
    // The table has those columns now: what is written again changes none.
    assertThat(Staging.restage(memory.table(), other(), second, MemoryTable.budget(3)))
        .isEqualTo(new Restaged.WriteAgain());
    isEvolvedWith("note");
  }

  @Test
  void aJobThatWantsOtherColumnsOfTheSameNumberStagesNothing() {
    Evolution theirs = evolution("other");
    Staged mine = stage(evolution("note"));
    assertThatThrownBy(() -> stage(other(), theirs))
        .isInstanceOf(FlarepathException.class)
        .hasMessageContaining("another writer changed the columns or partitions of the table");
    assertThat(memory.real().refs()).containsOnlyKeys(mine.branch());
    assertThat(publish(mine)).isInstanceOf(PublishOutcome.Published.class);
    isEvolvedWith("note");
  }

  @Test
  void aDiscardedStagingLeavesColumnsPartitionsAndState() {
    memory.append(memory.file(1, 2));
    Staged staged = stage(memory.request(new Write.Append()), evolution("note"));
    Conflicts.removeBranch(memory.table(), staged.branch(), staged.snapshotId());
    isAsBefore();
    assertThat(memory.real().refs()).containsOnlyKeys("main");
    assertThat(memory.real().newScan().planFiles()).hasSize(1);
    assertThat(publish(staged)).isEqualTo(new PublishOutcome.BranchTouched());
    isAsBefore();
  }

  @Test
  void afterADiscardedStagingTheSameColumnsAreStagedAndPublished() {
    Staged staged = stage(evolution("note"));
    Conflicts.removeBranch(memory.table(), staged.branch(), staged.snapshotId());
    Staged again = stage(evolution("note"));
    assertThat(again.shape().map(shape -> shape.schemaBefore()))
        .isEqualTo(staged.shape().map(shape -> shape.schemaBefore()));
    assertThat(publish(again)).isInstanceOf(PublishOutcome.Published.class);
    isEvolvedWith("note");
  }

  @Test
  void theTableThatFilesAreWrittenForHasThemAndTakesNoCommit() {
    Evolution evolution = evolution("note");
    Table shown = evolution.table(memory.table());
    assertThat(columns(shown.schema())).containsExactly("at", "note");
    assertThat(partitions(shown.spec())).containsExactly("hundreds");
    memory.commits = 0;
    assertThatThrownBy(() -> shown.updateProperties().set("a", "b").commit())
        .isInstanceOf(RuntimeException.class);
    assertThat(memory.commits).isZero();
    isAsBefore();
  }

  private void isRefused(Staged staged) {
    String before = metadata().metadataFileLocation();
    assertThat(publish(staged)).isEqualTo(new PublishOutcome.Moved());
    assertThat(Staging.restage(memory.table(), request, staged, MemoryTable.budget(3)))
        .isEqualTo(new Restaged.WriteAgain());
    assertThat(metadata().metadataFileLocation()).isEqualTo(before);
    assertThat(memory.mark()).isEqualTo(JobMark.NONE);
  }

  private void isTooLate(Evolution evolution) {
    String before = metadata().metadataFileLocation();
    assertThatThrownBy(() -> stage(evolution))
        .isInstanceOf(FlarepathException.class)
        .hasMessageContaining(
            "another writer changed the columns or partitions of the table while this pass was changing them");
    assertThat(metadata().metadataFileLocation()).isEqualTo(before);
    assertThat(memory.real().refs()).isEmpty();
  }

  private void isAsBefore() {
    assertThat(columns(memory.real().schema())).containsExactly("at");
    assertThat(partitions(memory.real().spec())).containsExactly("at_trunc");
    assertThat(memory.mark()).isEqualTo(JobMark.NONE);
  }

  private void isEvolvedWith(String column) {
    assertThat(columns(memory.real().schema())).containsExactly("at", column);
    assertThat(partitions(memory.real().spec())).containsExactly("hundreds");
  }

  /** With a new column of text, and by hundreds. */
  private Evolution evolution(String column) {
    TableMetadata before = metadata();
    Schema schema = memory.real().updateSchema().addColumn(column, Types.StringType.get()).apply();
    PartitionSpec spec =
        memory
            .real()
            .updateSpec()
            .removeField("at_trunc")
            .addField("hundreds", Expressions.truncate("at", 100))
            .apply();
    TableMetadata after =
        TableMetadata.buildFrom(before)
            .setCurrentSchema(schema, Math.max(before.lastColumnId(), schema.highestFieldId()))
            .setDefaultPartitionSpec(spec)
            .build();
    return new Evolution(before, after.schema(), after.spec());
  }

  private Staged stage(Evolution evolution) {
    return stage(request, evolution);
  }

  private Staged stage(StageRequest request, Evolution evolution) {
    DataFile file = memory.file(evolution.spec(), "hundreds=0", 1, 2);
    return Staging.stage(
        memory.table(),
        request,
        MemoryTable.adding(file),
        Optional.of(evolution),
        MemoryTable.budget(3));
  }

  private StageRequest other() {
    return new StageRequest(
        request.table(),
        request.write(),
        "flarepath_other_run-2",
        request.branchAge(),
        request.summary());
  }

  private Staged again(Staged staged) {
    Restaged restaged = Staging.restage(memory.table(), request, staged, MemoryTable.budget(3));
    assertThat(restaged).isInstanceOf(Restaged.Again.class);
    return ((Restaged.Again) restaged).staged();
  }

  private PublishOutcome publish(Staged staged) {
    return Publish.attempt(
        memory.table(), MemoryTable.publishing(staged, JobMark.NONE, State.EMPTY));
  }

  private TableMetadata metadata() {
    return MemoryTable.metadata(memory.real());
  }

  private Schema schema(TableShape shape) {
    return Objects.requireNonNull(memory.real().schemas().get(shape.schema()), "the schema");
  }

  private static List<String> columns(Schema schema) {
    return schema.columns().stream().map(NestedField::name).toList();
  }

  private static List<String> partitions(PartitionSpec spec) {
    return spec.fields().stream().map(PartitionField::name).toList();
  }
}
