package io.flarepath.spark;

import io.flarepath.secret.Redactor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;

/**
 * What Spark must not show by itself: on its pages, in its event log and in the plans of queries.
 * It redacts by patterns, to which ours are added: what is set already keeps working.
 */
final class EngineRedaction {

  /** Spark warns of a listener that is slow with all properties of the session, in clear. */
  static final String SLOW_EVENTS = "spark.scheduler.listenerbus.logSlowEvent";

  static final String NAMES = "spark.redaction.regex";
  static final String STRINGS = "spark.redaction.string.regex";
  static final String SQL_STRINGS = "spark.sql.redaction.string.regex";

  private static final String SPARKS_NAMES = "(?i)secret|password|token|access[.]?key";

  /** Of names; Spark also looks for it in values. */
  private static final String OUR_NAMES =
      "(?i)passwd|passphrase|passcode|credential|jaas|redaction|authorization"
          + "|(?:account|access|api|private|storage|encryption|signing|master|keystore)[._-]?key"
          + "|(?:^|[._-])(?:pwd|pass|pw|sas|sig|jwt|bearer|cookie)(?:$|[._-])";

  private static final String ADDRESSES =
      "//[^\\s/:@]*:[^\\s/]+@"
          + "|(?i)[?&;][\\w.-]*(?:passw(?:or)?d|pwd|secret|token|credential|signature|sig|key)=[^&;\\s\"'`]+";

  private EngineRedaction() {}

  /**
   * The settings to add.
   *
   * @param given what is set already, by anybody
   * @param secrets values that Spark would find in plans; handed over only where it keeps what it
   *     shows, since the pattern itself is a setting
   */
  static Map<String, String> of(SparkConf given, Set<String> secrets) {
    Map<String, String> conf = new LinkedHashMap<>();
    if (!given.contains(SLOW_EVENTS)) {
      conf.put(SLOW_EVENTS, "false");
    }
    List<String> values = isKept(given) ? values(secrets) : List.of();
    conf.put(NAMES, joined(given.get(NAMES, SPARKS_NAMES), OUR_NAMES, ADDRESSES, values));
    conf.put(STRINGS, joined(given.get(STRINGS, ""), ADDRESSES, "", values));
    if (given.contains(SQL_STRINGS)) {
      conf.put(SQL_STRINGS, joined(given.get(SQL_STRINGS), ADDRESSES, "", values));
    }
    return conf;
  }

  private static boolean isKept(SparkConf given) {
    return given.getBoolean("spark.eventLog.enabled", false)
        || given.getBoolean("spark.ui.enabled", true);
  }

  private static List<String> values(Set<String> secrets) {
    return secrets.stream()
        .filter(secret -> secret.strip().length() >= Redactor.SHORTEST)
        .sorted()
        .map(Pattern::quote)
        .toList();
  }

  private static String joined(String first, String second, String third, List<String> values) {
    return Stream.concat(Stream.of(first, second, third), values.stream())
        .filter(each -> !each.isEmpty())
        .map(each -> "(?:" + each + ")")
        .collect(Collectors.joining("|"));
  }
}
