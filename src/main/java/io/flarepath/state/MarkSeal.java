package io.flarepath.state;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * The digest over a job's mark, by which the loss or the change of any of its properties is
 * noticed, and with them a mark that was copied from another table. The form has a version:
 *
 * <pre>v1;0b2e6c1a-…;5f70bf18…</pre>
 *
 * are the table's uuid and the SHA-256 of job, uuid and properties, in hexadecimal digits.
 */
public final class MarkSeal {

  private static final String VERSION = "v1";
  private static final String SEPARATOR = ";";

  private MarkSeal() {}

  /** What a seal says of the mark that it is found with. */
  public enum Soundness {
    /** The mark is as a publish left it. */
    SEALED,
    /** There is no seal: the mark is of a version that set none, or the seal was lost. */
    UNSEALED,
    /** The mark is as a publish into another table left it. */
    FOREIGN,
    /** The mark or its seal was changed, or the seal is of a later version. */
    BROKEN
  }

  /** The seal of a job's mark in a table. */
  public static String of(String job, String uuid, JobMark mark) {
    return String.join(SEPARATOR, VERSION, uuid, digest(job, uuid, mark));
  }

  /** Compares the mark in a table's properties with its seal. */
  public static Soundness check(String job, String uuid, Map<String, String> properties) {
    String seal = properties.get(PropertyNames.seal(job));
    if (seal == null) {
      return Soundness.UNSEALED;
    }
    JobMark mark = JobMark.read(job, properties);
    if (seal.equals(of(job, uuid, mark))) {
      // A number that is gone may read as the one that it was.
      boolean isWhole = properties.keySet().containsAll(mark.properties(job).keySet());
      return isWhole ? Soundness.SEALED : Soundness.BROKEN;
    }
    String[] parts = seal.split(SEPARATOR, 4);
    boolean isCopied = parts.length == 3 && seal.equals(of(job, parts[1], mark));
    return isCopied ? Soundness.FOREIGN : Soundness.BROKEN;
  }

  private static String digest(String job, String uuid, JobMark mark) {
    StringBuilder text = new StringBuilder();
    append(text, VERSION);
    append(text, job);
    append(text, uuid);
    new TreeMap<>(mark.properties(job))
        .forEach(
            (name, value) -> {
              append(text, name);
              append(text, value);
            });
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(text.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** With its length, so that no two lists of parts have the same text. */
  private static void append(StringBuilder text, String part) {
    text.append(part.length()).append(':').append(part);
  }
}
