package io.flarepath.function;

import io.flarepath.diagnostic.Located;
import io.flarepath.workflow.FunctionCall;
import io.flarepath.workflow.FunctionSignature;
import io.flarepath.workflow.Parameter;
import io.flarepath.workflow.ParameterType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Splits addresses of the web as RFC 3986 does; the filename is the path with the query. What is no
 * address with a protocol gives nulls, and so does a part that is not there.
 */
final class SplitUrl implements StepFunction {

  // Not parse_url: that would stop the job at a bad address where spark.sql.ansi.enabled is set.
  private static final String URL =
      "^([A-Za-z][A-Za-z0-9+.-]*)://([^/?#\\s]*)(?=(?:([^?#\\s]*)))([^#\\s]*?(?:\\?([^#\\s]*))?)(?:#.*)?$";

  /** After the user, the host, also in the brackets of IPv6, and the port. */
  private static final String HOST = "^(?:[^@]*@)?(\\[[^\\]]*\\]|[^:@]*)(?::(\\d{1,5}))?$";

  private static final Parameter<Located<String>> COLUMN =
      Parameter.required("column", ParameterType.COLUMN, "the column");

  @Override
  public FunctionSignature signature() {
    return FunctionSignature.of(
        "split_url",
        "splits web addresses into the columns `…_protocol`, `…_authority`, `…_host`, `…_port`, `…_path`, `…_filename` and `…_query`",
        COLUMN);
  }

  @Override
  public Dataset<Row> apply(Dataset<Row> rows, FunctionCall call) {
    String name = new Columns(rows, call).name(call.get(COLUMN));
    Column url = functions.trim(new Columns(rows, call).named(name).cast("string"));
    Column authority = part(url, 2);
    Column host = functions.regexp_extract(authority, HOST, 1);
    Column port = functions.regexp_extract(authority, HOST, 2);
    Map<String, Column> parts = new LinkedHashMap<>();
    parts.put("protocol", part(url, 1));
    parts.put("authority", authority);
    parts.put("host", functions.when(host.notEqual(""), host));
    parts.put("port", functions.when(port.notEqual(""), port.cast("int")));
    parts.put("path", part(url, 3));
    parts.put("filename", part(url, 4));
    parts.put("query", part(url, 5));
    Dataset<Row> split = rows;
    for (Map.Entry<String, Column> part : parts.entrySet()) {
      split = split.withColumn(name + "_" + part.getKey(), part.getValue());
    }
    return split;
  }

  private static Column part(Column url, int group) {
    Column found = functions.regexp_extract(url, URL, group);
    return functions.when(found.notEqual(""), found);
  }
}
