package io.flarepath.diagnostic;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What there is to say when memory runs out, and which setting gives more of the kind that did. */
public final class OutOfMemory {

  private static final String NAME = "OutOfMemoryError";
  private static final int DEEPEST = 50;
  private static final int LONGEST = 300;

  private static final String DRIVER = "give the driver more memory: FLAREPATH_DRIVER_MEMORY=4g";
  private static final String CLUSTER =
      "on a cluster, give `--driver-memory` and `--executor-memory` to spark-submit, which set"
          + " `spark.driver.memory` and `spark.executor.memory`";
  private static final String LESS =
      "or reduce what it holds at once: smaller windows, more `spark.sql.shuffle.partitions`, fewer"
          + " table partitions in one write, and no `fanout-enabled`";

  /** Kinds of memory, the narrowest first. */
  private enum Kind {
    RESULT(
        "^(?s).*Total size of serialized results of \\d+ tasks .* is bigger than spark\\.driver\\.maxResultSize",
        "raise `spark.driver.maxResultSize` under `spark` in the settings, and give the driver as"
            + " much more memory: FLAREPATH_DRIVER_MEMORY, or `--driver-memory` of spark-submit",
        "or leave out steps that collect rows, and broadcasts of large tables"),
    BROADCAST(
        "[Nn]ot enough memory to build and broadcast|Cannot broadcast the table",
        "switch broadcasts of large tables off: `spark.sql.autoBroadcastJoinThreshold: \"-1\"` under"
            + " `sparkConf`, and no BROADCAST hints",
        "or " + DRIVER),
    EXECUTOR(
        "ExecutorLostFailure.*(?:137|code 52|exit(?: status|ed with)?:? 52|OOM|memory)"
            + "|[Kk]illed by YARN for exceeding|OOMKilled|running beyond (?:physical|virtual) memory"
            + "|exceeding (?:physical |virtual )?memory limits",
        "give executors more memory: `spark.executor.memory` (`--executor-memory` of spark-submit),"
            + " and `spark.executor.memoryOverhead` if their container was killed",
        LESS),
    THREADS(
        NAME + ": unable to create",
        "it is not the heap that is too small: the system allows no more threads (`ulimit -u`, or"
            + " the limit of pids of the container)",
        "or run fewer jobs at once: `flarepath.run.parallel-jobs`"),
    METASPACE(
        NAME + ": (?:Metaspace|Compressed class space)",
        "give classes more memory: `-XX:MaxMetaspaceSize=…` in FLAREPATH_JAVA_OPTS, or remove that"
            + " option; on a cluster, in `spark.driver.extraJavaOptions`"),
    DIRECT(
        NAME
            + ": Direct buffer memory|Cannot reserve \\d+ bytes of direct buffer memory"
            + "|failed to allocate \\d+ byte\\(s\\) of direct memory",
        "give buffers more memory: `-XX:MaxDirectMemorySize=…` in FLAREPATH_JAVA_OPTS; on a cluster,"
            + " in `spark.driver.extraJavaOptions` and `spark.executor.extraJavaOptions`"),
    SYSTEM(
        NAME + ": Map failed|error=(?:12, |')Cannot allocate memory",
        "the machine or the container has less memory than the driver may use: lower"
            + " FLAREPATH_DRIVER_MEMORY, or give the machine more"),
    HEAP(
        NAME + "|[Uu]nable to acquire \\d+ bytes of memory|UNABLE_TO_ACQUIRE_MEMORY",
        DRIVER,
        CLUSTER,
        LESS);

    private final Pattern words;

    @SuppressWarnings("ImmutableEnumChecker") // List.of makes it.
    private final List<String> help;

    Kind(String words, String... help) {
      this.words = Pattern.compile(words);
      this.help = List.of(help);
    }
  }

  /** The line of a failure that names what ran out. */
  private record Cause(Kind kind, String line) {}

  private OutOfMemory() {}

  /** Whether a failure comes from a lack of memory, here or in a task of the engine. */
  public static boolean in(Throwable failure) {
    return cause(failure).isPresent();
  }

  /**
   * What to say of a failure; empty where it has another cause, and where a commit may have
   * happened, which matters more.
   *
   * @param what whose memory it was, for example a job
   */
  public static Optional<Diagnostic> of(FlarepathException failure, String what) {
    return failure.code() == Code.OUTCOME_UNKNOWN
        ? Optional.empty()
        : cause(failure)
            .map(cause -> said(what, cause).because(failure.diagnostics().get(0).message()));
  }

  /** The same of what is not a failure of ours. */
  public static Diagnostic of(Throwable failure, String what) {
    return said(what, cause(failure).orElse(new Cause(Kind.HEAP, NAME)));
  }

  private static Diagnostic said(String what, Cause cause) {
    Diagnostic said =
        Diagnostic.error(Code.OUT_OF_MEMORY, what + " ran out of memory").because(cause.line);
    for (String help : cause.kind.help) {
      said = said.help(help);
    }
    return said;
  }

  private static Optional<Cause> cause(Throwable failure) {
    Optional<Throwable> each = Optional.of(failure);
    for (int i = 0; i < DEEPEST && each.isPresent(); i++) {
      Throwable link = each.get();
      Optional<String> message = Optional.ofNullable(link.getMessage());
      if (link instanceof OutOfMemoryError) {
        String line = NAME + ": " + message.orElse("no reason");
        return Optional.of(cause(line).orElse(new Cause(Kind.HEAP, line)));
      }
      Optional<Cause> found =
          link instanceof FlarepathException
              ? Optional.empty()
              : message.flatMap(OutOfMemory::cause);
      if (found.isPresent()) {
        return found;
      }
      each = Optional.ofNullable(link.getCause());
    }
    return Optional.empty();
  }

  /** The first kind that a message names, as Java, the engine or a cluster gives it. */
  private static Optional<Cause> cause(String message) {
    return Arrays.stream(Kind.values())
        .flatMap(
            kind -> {
              Matcher found = kind.words.matcher(message);
              return found.find()
                  ? Optional.of(new Cause(kind, line(kind, message, found.start()))).stream()
                  : Optional.<Cause>empty().stream();
            })
        .findFirst();
  }

  /** The line around a place; from the name of Java's error on, where it names that. */
  private static String line(Kind kind, String message, int place) {
    int start = message.lastIndexOf('\n', place) + 1;
    int end = message.indexOf('\n', place);
    String line = message.substring(start, end < 0 ? message.length() : end).strip();
    int named = line.indexOf(NAME);
    String shown = named >= 0 && kind != Kind.EXECUTOR ? line.substring(named) : line;
    return shown.length() > LONGEST ? shown.substring(0, LONGEST) + " …" : shown;
  }
}
