package io.flarepath.spec;

import io.flarepath.Golden;
import io.flarepath.lab.Lab;
import io.flarepath.settings.Depot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The small shop that the workflows of the corpus read: tables in {@code icebase.retail}, files
 * under {@code thirdparty01} and {@code filebase}, and the database {@code shopdb}.
 */
final class CorpusShop {

  private final Lab lab;

  private CorpusShop(Lab lab) {
    this.lab = lab;
  }

  /** Opens the shop in a laboratory. */
  static void open(Lab lab) throws IOException, SQLException {
    CorpusShop shop = new CorpusShop(lab);
    shop.depots();
    shop.files();
    shop.database();
    shop.tables();
  }

  /** Only says where its things are, for workflows that do not run. */
  static void depots(Lab lab) {
    new CorpusShop(lab).depots();
  }

  private void depots() {
    String files = files("").toString();
    String url = "jdbc:sqlite:" + lab.folder().resolve("shop.db");
    lab.depot(new Depot.Files("thirdparty01", files))
        .depot(new Depot.Files("filebase", files))
        .depot(new Depot.Iceberg("lakehouse", "icebase"))
        .depot(new Depot.Iceberg("raw01", "icebase"))
        .depot(new Depot.Jdbc("shopdb", url, Map.of()))
        .variable("SHOP_FILES", files)
        .variable("SHOP_URL", url)
        .variable("TARGET", "dataos://icebase:env")
        .variable("LOG_LEVEL", "INFO")
        .variable("WORKFLOW_NAME", "from-the-environment")
        .variable("THRESHOLD", "90");
    for (String connector :
        List.of(
            "kafka",
            "pulsar",
            "mongodb",
            "elasticsearch",
            "opensearch",
            "bigquery",
            "snowflake",
            "cassandra",
            "redshift",
            "eventhub",
            "salesforce",
            "datagen")) {
      lab.depot(new Depot.Connector(connector + "01", connector, Map.of()));
    }
  }

  /** The files that stand in the project, and those that only the engine can write. */
  private void files() throws IOException {
    Path from = Golden.path("corpus");
    try (Stream<Path> all = Files.walk(from)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        Path to = files(from.relativize(file).toString());
        Files.createDirectories(to.getParent());
        Files.copy(file, to);
      }
    }
    Dataset<Row> orders = orders().coalesce(1);
    orders.write().parquet(files("orders/parquet").toString());
    orders.write().orc(files("orders/orc").toString());
    orders.write().format("avro").save(files("orders/avro").toString());
  }

  private void database() throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + lab.folder().resolve("shop.db"));
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE suppliers (id INTEGER, name TEXT, country TEXT)");
      statement.execute(
          "INSERT INTO suppliers VALUES (1,'Acme','US'), (2,'Bolt','DE'), (3,'Cogs','IN')");
      statement.execute("CREATE TABLE deliveries (id INTEGER, supplier_id INTEGER, day TEXT)");
      statement.execute(
          "INSERT INTO deliveries VALUES (1,1,'20230101'), (2,1,'20230102'), (3,2,'20230103'),"
              + " (4,3,'20230104')");
    }
  }

  private void tables() {
    lab.tables()
        .create(
            "customers",
            "customer_id bigint, first_name string, last_name string, email string, phone string,"
                + " birthday string, country string, updated_at timestamp",
            "")
        .insert(
            "customers",
            "1, 'Ada', 'Byron', 'ada@maths.org', '555-0101', '10/12/1980', 'UK',"
                + " '2023-01-01 08:00:00'",
            "2, 'Grace', 'Hopper', 'grace@navy.mil', '555-0102', '1975-05-09', 'US',"
                + " '2023-01-02 09:00:00'",
            "3, 'Alan', 'Turing', 'alan@bletchley.uk', '555-0103', '23.06.1982', 'UK',"
                + " '2023-01-03 10:00:00'",
            "4, 'Edsger', 'Dijkstra', null, '', null, 'NL', '2023-01-04 11:00:00'")
        .create("products", "product_id int, name string, category string, price decimal(8,2)", "")
        .insert(
            "products",
            "10, 'Kettle', 'Kitchen', 29.90",
            "11, 'Lamp', 'Living', 45.00",
            "12, 'Mug', 'Kitchen', 7.50",
            "13, 'Rug', 'Living', 120.00")
        .create("stores", "store_id int, city string, url string, opened date", "")
        .insert(
            "stores",
            "1, 'Berlin', 'https://shop.example.org:8443/de/index.html?tab=1', '2019-03-01'",
            "2, 'Pune', 'http://shop.example.in/in', '2020-07-15'")
        .create(
            "orders",
            "order_id bigint, customer_id bigint, product_id int, store_id int, quantity int,"
                + " amount double, status string, order_date date, ordered_at timestamp,"
                + " date_key int, day_text string",
            "days(ordered_at)");
    orders().writeTo("icebase.retail.orders").option("fanout-enabled", "true").createOrReplace();
  }

  /** Twelve orders of ten days of January 2023. */
  private Dataset<Row> orders() {
    SparkSession session = lab.session();
    return session.sql(
        "SELECT id + 100 AS order_id, id % 4 + 1 AS customer_id,"
            + " cast(id % 4 + 10 AS int) AS product_id, cast(id % 2 + 1 AS int) AS store_id,"
            + " cast(id % 3 + 1 AS int) AS quantity, (id + 1) * 10.0D AS amount,"
            + " CASE WHEN id % 5 = 0 THEN 'cancelled' ELSE 'paid' END AS status,"
            + " cast(t AS date) AS order_date, t AS ordered_at,"
            + " cast(date_format(t, 'yyyyMMdd') AS int) AS date_key,"
            + " date_format(t, 'yyyyMMdd') AS day_text"
            + " FROM (SELECT id, timestamp'2023-01-01 06:00:00'"
            + " + make_dt_interval(cast(id * 20 / 24 AS int), cast(id * 20 % 24 AS int)) AS t"
            + " FROM range(0, 12, 1, 1))");
  }

  private Path files(String name) {
    return lab.folder().resolve("files").resolve(name);
  }
}
