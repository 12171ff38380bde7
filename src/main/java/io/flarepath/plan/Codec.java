package io.flarepath.plan;

import io.flarepath.diagnostic.Located;
import io.flarepath.workflow.Output;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How the data files of an Iceberg table can be compressed. */
enum Codec {
  ZSTD,
  GZIP,
  SNAPPY,
  LZ4,
  UNCOMPRESSED;

  private static final String DEFAULT_FORMAT = "parquet";
  private static final String FORMAT = "write.format.default";
  private static final List<String> FORMATS = List.of(DEFAULT_FORMAT, "orc", "avro");

  /** The codec of a word; {@code none} is {@code uncompressed}. */
  static Optional<Codec> of(String word) {
    String name = word.strip().toUpperCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(codec -> codec.name().equals(name.equals("NONE") ? UNCOMPRESSED.name() : name))
        .findFirst();
  }

  /** All words, as people write them. */
  static List<String> words() {
    return Arrays.stream(values()).map(codec -> codec.word(DEFAULT_FORMAT)).toList();
  }

  /** The format of the data files that an output asks for. */
  static String format(Output output) {
    return Optional.ofNullable(output.properties().get(FORMAT))
        .map(Located::value)
        .map(format -> format.strip().toLowerCase(Locale.ROOT))
        .filter(FORMATS::contains)
        .orElse(DEFAULT_FORMAT);
  }

  /** The table property of a format's codec. */
  static String property(String format) {
    return "write." + format + ".compression-codec";
  }

  /** The codec's name in a format. */
  String word(String format) {
    return this == UNCOMPRESSED && format.equals("orc") ? "none" : name().toLowerCase(Locale.ROOT);
  }
}
