package io.flarepath.function;

import io.flarepath.workflow.ParameterType;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.codec.CodecPolicy;
import org.apache.commons.codec.binary.Base32;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/** A way to write bytes in letters and digits, as RFC 4648 has them. Texts are in UTF-8. */
enum Encoding {
  BASE32,
  BASE64,
  HEX;

  static final ParameterType.Word<Encoding> TYPE = new ParameterType.Word<>(words());

  Column encoded(Column text) {
    return switch (this) {
      case BASE32 -> base32(Encoding::toBase32, text);
      // Some releases of Spark break the text into lines.
      case BASE64 -> functions.translate(functions.base64(text.cast("binary")), "\r\n", "");
      case HEX -> functions.hex(text.cast("binary"));
    };
  }

  /** Null where a value is not in this encoding. */
  Column decoded(Column text) {
    return switch (this) {
      case BASE32 -> base32(Encoding::fromBase32, text);
      case BASE64 -> functions.try_to_binary(text, functions.lit("base64")).cast("string");
      case HEX -> functions.try_to_binary(text, functions.lit("hex")).cast("string");
    };
  }

  // Spark knows the other two and has no function for this one.
  private static Column base32(UDF1<String, String> conversion, Column text) {
    return functions.udf(conversion, DataTypes.StringType).apply(text);
  }

  private static @Nullable String toBase32(@Nullable String text) {
    return text == null ? null : new Base32().encodeAsString(text.getBytes(StandardCharsets.UTF_8));
  }

  // A function returns null to Spark for a row without a value.
  private static @Nullable String fromBase32(@Nullable String text) {
    if (text == null || !text.strip().matches("(?i)[A-Z2-7]*=*")) {
      return null;
    }
    Base32 strict = new Base32(0, null, false, (byte) '=', CodecPolicy.STRICT);
    try {
      byte[] bytes = strict.decode(text.strip().toUpperCase(Locale.ROOT));
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static Map<String, Encoding> words() {
    Map<String, Encoding> words = new LinkedHashMap<>();
    words.put("base32", BASE32);
    words.put("base64", BASE64);
    words.put("hex", HEX);
    return words;
  }
}
