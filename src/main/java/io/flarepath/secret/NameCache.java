package io.flarepath.secret;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Names that logs show again and again, and what is known of them. */
final class NameCache {

  private static final int MOST = 10_000;
  private static final Map<String, Boolean> KNOWN = new ConcurrentHashMap<>();

  private NameCache() {}

  static boolean isCertain(String name) {
    Boolean known = KNOWN.get(name);
    if (known != null) {
      return known;
    }
    boolean isCertain = SecretNames.isCertain(name);
    if (KNOWN.size() < MOST) {
      KNOWN.put(name, isCertain);
    }
    return isCertain;
  }
}
