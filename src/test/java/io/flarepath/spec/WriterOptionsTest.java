package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import io.flarepath.run.Outlook.JobOutlook;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.InputFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an output says to the writer, and of the dataset to people. */
@Tag("spark")
class WriterOptionsTest {

  @RegisterExtension final Lab lab = new Lab();

  @BeforeEach
  void twoDays() {
    lab.now("2024-01-04T00:00")
        .tables()
        .create("events", "at timestamp, id bigint", "days(at)")
        .insert("events", "'2024-01-01 08:00:00', 1", "'2024-01-02 09:00:00', 2");
  }

  @Test
  void theCompressionHoldsFromTheFirstFileOnAndForOtherWritersToo() throws IOException {
    lab.run(LoadJob.daily().yaml());
    assertThat(codecs()).containsExactly("ZSTD");
    assertThat(lab.run(LoadJob.daily().options("compressionType: GZIP").yaml()).said()).isEmpty();
    assertThat(codecs()).containsExactlyInAnyOrder("ZSTD", "GZIP");
    assertThat(lab.tables().table("copy").properties())
        .containsEntry("write.parquet.compression-codec", "gzip");
  }

  @ParameterizedTest
  @ValueSource(strings = {"zstd", "gzip", "snappy", "lz4", "none"})
  void everyCodecCanBeWrittenAndRead(String codec) {
    assertThat(lab.run(LoadJob.daily().options("compressionType: " + codec).yaml()).said())
        .isEmpty();
    assertThat(lab.tables().rows("copy")).hasSize(1);
  }

  @Test
  void furtherOptionsReachTheWriter() {
    lab.run(LoadJob.daily().options("extraOptions: {write-format: orc}").yaml());
    assertThat(lab.tables().sql("SELECT file_format FROM {}copy.files")).containsExactly("ORC");
  }

  @Test
  void anOptionThatIsOursStopsItBeforeAnythingIsWritten() {
    assertThat(lab.problems(LoadJob.daily().options("extraOptions: {wap.id: x}").yaml()))
        .extracting(said -> said.code())
        .containsExactly(Code.RESERVED_OPTION);
  }

  @Test
  void partitionByPartitionsTheTable() {
    Run run = lab.run(LoadJob.daily().options("partitionBy: id").partitionedBy("").yaml());
    assertThat(run.advice()).extracting(said -> said.code()).contains(Code.MISPLACED_KEY);
    assertThat(lab.tables().table("copy").spec().toString()).contains("id: identity");
  }

  @Test
  void whatPeopleSayIsSetWithTheFirstRunAndChangesWithALaterOne() {
    LoadJob job = LoadJob.daily();
    lab.run(job.about("title: One\ndescription: First\ntags: [a]").yaml());
    assertThat(lab.tables().table("copy").properties())
        .containsEntry("comment", "First")
        .containsEntry("flarepath.title", "One")
        .containsEntry("flarepath.tags", "a");
    int versions = lab.tables().versions("copy").size();
    lab.run(job.about("title: Two\ncolumnTags: {id: [key]}").yaml());
    assertThat(lab.tables().table("copy").properties())
        .containsEntry("comment", "First")
        .containsEntry("flarepath.title", "Two")
        .containsEntry("flarepath.column-tags.id", "key");
    assertThat(lab.tables().versions("copy")).hasSize(versions + 2);
  }

  @Test
  void aRejectedAuditLeavesWhatPeopleSaidBefore() {
    LoadJob job = LoadJob.daily();
    lab.run(job.about("title: One").yaml());
    lab.run(job.about("title: Two").assertions("- {column: id, tests: ['max < 2']}").yaml());
    assertThat(lab.tables().table("copy").properties()).containsEntry("flarepath.title", "One");
  }

  @Test
  void tagsOfNoColumnAreAWarningInThePlan() {
    JobOutlook outlook =
        lab.plan(LoadJob.daily().about("columnTags: {idd: [key]}").yaml()).jobs().get(0);
    assertThat(((JobOutlook.Pass) outlook).advice())
        .anySatisfy(
            said -> {
              assertThat(said.code()).isEqualTo(Code.UNKNOWN_TAGGED_COLUMN);
              assertThat(said.help()).containsExactly("did you mean `id`?");
            });
  }

  @Test
  void aRejectedFirstRunSaysThatAnEmptyTableStays() {
    Run run = lab.run(LoadJob.daily().assertions("- {column: id, tests: ['max < 1']}").yaml());
    assertThat(run.failure().notes())
        .contains("no run has published to the table yet: main stays empty");
    String help = run.failure().help().get(0);
    assertThat(help)
        .contains("`flarepath query \"SELECT * FROM icebase.retail.copy VERSION AS OF '");
    String query = help.replaceAll(".*query \"(.*)\"`", "$1");
    assertThat(lab.tables().sql(query)).isNotEmpty();
    assertThat(lab.tables().rows("copy")).isEmpty();
  }

  private List<String> codecs() throws IOException {
    List<String> codecs = new ArrayList<>();
    for (String path : lab.tables().sql("SELECT file_path FROM {}copy.files")) {
      InputFile file = HadoopInputFile.fromPath(new Path(path), new Configuration());
      try (ParquetFileReader reader = ParquetFileReader.open(file)) {
        codecs.add(reader.getFooter().getBlocks().get(0).getColumns().get(0).getCodec().name());
      }
    }
    return codecs;
  }
}
