package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.Golden;
import io.flarepath.lab.Lab;
import io.flarepath.lab.Run;
import io.flarepath.run.RunRecord.JobRecord;
import io.flarepath.run.RunRecord.Status;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A workflow in the form that Flare's documentation shows, unchanged. */
@Tag("spark")
class OrdersWorkflowTest {

  private static final String WORKFLOW = Golden.text("workflows/orders.yaml");

  @RegisterExtension final Lab lab = new Lab();

  @BeforeEach
  void ordersOfThreeMonths() {
    lab.now("2021-04-01T00:00")
        .tables()
        .create("orders", "order_id bigint, ordered_at timestamp, total decimal(10,2)", "")
        .insert(
            "orders",
            IntStream.range(0, 90)
                .mapToObj(
                    i ->
                        "%d, timestamp'2021-01-01 06:00:00' + INTERVAL '%d' HOUR, %d.50"
                            .formatted(i, i * 24, i))
                .toArray(String[]::new));
  }

  @Test
  void loadsAMonthAtATimeAndReportsTheVersion() {
    Run first = lab.run(WORKFLOW);
    assertThat(first.record().jobs())
        .extracting(JobRecord::status)
        .containsExactly(Status.SUCCEEDED, Status.SUCCEEDED);
    assertThat(first.job("load-orders").passes().get(0).windows())
        .hasToString("[(2021-01-01 00:00:00, 2021-02-01 00:00:00]]");
    assertThat(first.job("set-version").reason()).startsWith("icebase.clean.orders is at snapshot");
    assertThat(count()).isEqualTo("31");
    Run rest = lab.catchUp(WORKFLOW);
    assertThat(rest.job("load-orders").passes()).hasSize(2);
    assertThat(count()).isEqualTo("90");
    assertThat(lab.run(WORKFLOW).job("load-orders").status()).isEqualTo(Status.NOTHING_TO_DO);
    assertThat(
            lab.tables()
                .sql(
                    "SELECT count(*) FROM (SELECT * FROM {}orders EXCEPT ALL"
                        + " SELECT * FROM icebase.clean.orders)"))
        .containsExactly("0");
  }

  @Test
  void theRowsOfAFileAreSortedAsAskedFor() {
    lab.run(WORKFLOW);
    assertThat(
            lab.session()
                .sql("SELECT day(ordered_at) FROM icebase.clean.orders LIMIT 3")
                .collectAsList())
        .hasSize(3);
    assertThat(
            lab.tables()
                .sql(
                    "SELECT partition.ordered_day, record_count FROM icebase.clean.orders.files"
                        + " ORDER BY 1 LIMIT 2"))
        .containsExactly("2021-01-01 | 1", "2021-01-02 | 1");
  }

  private String count() {
    return lab.tables().sql("SELECT count(*) FROM icebase.clean.orders").get(0);
  }
}
