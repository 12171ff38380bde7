package io.flarepath.fire;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What happens at the points of a run. It may stop the thread for ever, throw, or meddle. */
interface Gate {

  Gate OPEN = point -> {};

  Map<String, Gate> NAMED = new ConcurrentHashMap<>();

  void reach(Point point);

  /** Catalogs and file systems are made from settings, which hold texts: so gates have names. */
  static Gate named(String name) {
    return point -> NAMED.getOrDefault(name, OPEN).reach(point);
  }
}
