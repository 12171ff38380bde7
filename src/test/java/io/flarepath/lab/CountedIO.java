package io.flarepath.lab;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.iceberg.hadoop.HadoopFileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;

/**
 * Iceberg's usual files, which counts those that are opened, by the table's name and their kind.
 * The catalog property {@code io-impl} names it.
 */
public final class CountedIO extends HadoopFileIO {

  private static final Map<String, Integer> COUNTS = new ConcurrentHashMap<>();

  /** Begins to count from nothing. */
  public static void reset() {
    COUNTS.clear();
  }

  /** What was opened since: {@code copy read metadata}, and how often. */
  public static Map<String, Integer> counts() {
    return new TreeMap<>(COUNTS);
  }

  @Override
  public InputFile newInputFile(String path) {
    count(path, "read");
    return super.newInputFile(path);
  }

  @Override
  public InputFile newInputFile(String path, long length) {
    count(path, "read");
    return super.newInputFile(path, length);
  }

  @Override
  public OutputFile newOutputFile(String path) {
    count(path, "write");
    return super.newOutputFile(path);
  }

  private static void count(String path, String how) {
    String[] parts = path.split("/", -1);
    int folder = parts.length - 2;
    while (folder > 0 && !parts[folder].equals("metadata") && !parts[folder].equals("data")) {
      folder--;
    }
    String table = folder > 0 ? parts[folder - 1] : "";
    COUNTS.merge(table + " " + how + " " + kind(parts[parts.length - 1]), 1, Integer::sum);
  }

  private static String kind(String name) {
    if (name.endsWith(".metadata.json")) {
      return "metadata";
    }
    if (name.startsWith("snap-")) {
      return "manifest list";
    }
    return name.endsWith(".avro") ? "manifest" : "data";
  }
}
