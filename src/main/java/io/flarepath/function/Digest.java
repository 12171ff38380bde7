package io.flarepath.function;

import io.flarepath.workflow.ParameterType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/** A digest of strings. */
enum Digest {
  MD5,
  SHA_1,
  SHA_256,
  SHA_384,
  SHA_512;

  static final ParameterType.Word<Digest> TYPE = new ParameterType.Word<>(words());

  Column of(Column text) {
    return switch (this) {
      case MD5 -> functions.md5(text);
      case SHA_1 -> functions.sha1(text);
      case SHA_256 -> functions.sha2(text, 256);
      case SHA_384 -> functions.sha2(text, 384);
      case SHA_512 -> functions.sha2(text, 512);
    };
  }

  private static Map<String, Digest> words() {
    Map<String, Digest> words = new LinkedHashMap<>();
    words.put("md5", MD5);
    words.put("sha-1", SHA_1);
    words.put("sha-256", SHA_256);
    words.put("sha-384", SHA_384);
    words.put("sha-512", SHA_512);
    return words;
  }
}
