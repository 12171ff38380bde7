package io.flarepath.fire;

import io.flarepath.lab.Lab;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** The laboratory with a gate around its catalog and files. */
final class FireLab {

  private FireLab() {}

  /** Puts a gate around a laboratory. Before its first table is made. */
  static void gated(Lab lab, Gate gate) {
    String name = "lab-" + UUID.randomUUID();
    Gate.NAMED.put(name, gate);
    lab.catalog("catalog-impl", FireCatalog.class.getName())
        .catalog("io-impl", FireIO.class.getName())
        .catalog(FireCatalog.GATE, name);
  }

  /** The laboratory's settings as a file. */
  static String conf(Lab lab) {
    String catalog =
        Optional.ofNullable(lab.settings().catalogs().get("icebase"))
            .orElseThrow()
            .properties()
            .entrySet()
            .stream()
            .map(entry -> "    %s = \"%s\"\n".formatted(entry.getKey(), entry.getValue()))
            .collect(Collectors.joining());
    return """
        flarepath {
          catalogs.icebase = null
          catalogs.icebase {
        %s  }
          spark { "spark.sql.shuffle.partitions" = 2, "spark.master" = "local[2]" }
          run { log-dir = logs }
        }
        """
        .formatted(catalog);
  }

  /** Lets every point pass until it is armed; then does something at one point. */
  static final class Trap implements Gate {

    private final Point point;
    private final int first;
    private final int last;
    private final Runnable action;
    private final AtomicInteger seen = new AtomicInteger();
    private final ThreadLocal<Boolean> isInside = ThreadLocal.withInitial(() -> false);
    private volatile boolean isArmed;

    /**
     * A trap.
     *
     * @param first at which time that the point is reached it snaps first, from 1
     * @param last and at which last
     */
    Trap(Point point, int first, int last, Runnable action) {
      this.point = point;
      this.first = first;
      this.last = last;
      this.action = action;
    }

    void arm() {
      isArmed = true;
    }

    void disarm() {
      isArmed = false;
    }

    int seen() {
      return seen.get();
    }

    @Override
    public void reach(Point reached) {
      // What the action itself does passes.
      if (!isArmed || reached != point || isInside.get()) {
        return;
      }
      int time = seen.incrementAndGet();
      if (time >= first && time <= last) {
        isInside.set(true);
        try {
          action.run();
        } finally {
          isInside.set(false);
        }
      }
    }
  }
}
