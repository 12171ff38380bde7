package io.flarepath.connector;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The failures of storage, catalogs and databases that we can say in our own words. */
final class RootCauses {

  private static final Pattern NO_DRIVER =
      Pattern.compile("No suitable driver(?: found for (jdbc:[\\w+]+:\\S*))?");
  private static final Pattern REFUSED =
      Pattern.compile("(?i)connection refused|\\brefused\\. Check");
  private static final Pattern NO_ANSWER =
      Pattern.compile("(?i)(?:connect|read|connection|socket)[\\w ]* timed out");
  private static final Pattern DENIED =
      Pattern.compile(
          "(?i)access ?denied|permission denied|forbidden|status code: 403|http(?:/\\d.\\d)? 403|SQLITE_READONLY|attempt to write a readonly database");
  private static final Pattern UNAUTHORIZED =
      Pattern.compile(
          "(?i)not authorized|unauthorized|status code: 401|http(?:/\\d.\\d)? 401|InvalidAccessKeyId|SignatureDoesNotMatch");
  private static final Pattern NO_CREDENTIALS =
      Pattern.compile(
          "(?i)unable to load credentials|no aws credentials|no credentials|default credentials (?:are not available|were not found)");
  private static final Pattern NO_REGION = Pattern.compile("(?i)unable to (?:load|find a) region");
  private static final Pattern NO_CLASS =
      Pattern.compile(
          "(?:ClassNotFoundException|NoClassDefFoundError)\\]?:? ?(?:Class )?([\\w./$]+)|[Cc]lass ([\\w.$]+) not found");
  private static final Pattern CLASS_NAME = Pattern.compile("[\\w$]+(?:[./][\\w$]+)+");
  private static final Pattern NO_SCHEME =
      Pattern.compile("No FileSystem for scheme:? \"?([\\w+-]+)\"?|UNSUPPORTED_SCHEME.*`(\\w+)`");
  private static final Pattern CANNOT_OPEN =
      Pattern.compile("SQLITE_CANTOPEN|unable to open database file");
  private static final Pattern FULL =
      Pattern.compile("(?i)no space left on device|disk quota exceeded|SQLITE_FULL");
  private static final Pattern NO_BUCKET =
      Pattern.compile("(?i)the specified bucket does not exist|NoSuchBucket");

  /** In this order: an exception may be of several kinds, and the narrowest says most. */
  private static final List<Function<FailureChain, Optional<RootCause>>> KINDS =
      List.of(
          RootCauses::driver,
          RootCauses::classes,
          RootCauses::scheme,
          RootCauses::host,
          RootCauses::refused,
          RootCauses::encrypted,
          RootCauses::slow,
          RootCauses::credentials,
          RootCauses::login,
          RootCauses::bucket,
          RootCauses::denied,
          RootCauses::disk);

  private RootCauses() {}

  static Optional<RootCause> of(FailureChain chain) {
    return KINDS.stream().flatMap(kind -> kind.apply(chain).stream()).findFirst();
  }

  private static Optional<RootCause> driver(FailureChain chain) {
    return chain.says(NO_DRIVER).map(RootCauses::noDriver);
  }

  private static RootCause noDriver(MatchResult found) {
    String url = Optional.ofNullable(found.group(1)).orElse("");
    String kind = url.replaceFirst("^(jdbc:[\\w+]+:).*$", "$1");
    return new RootCause(
        "no JDBC driver on the class path accepts "
            + (kind.isEmpty() ? "this address" : "addresses that start with `" + kind + "`"),
        JdbcDrivers.of(url)
            .map(driver -> onClassPath(driver.coordinates()))
            .orElse(
                List.of(
                    "check the address for a typing error, or put the driver's jar on the class"
                        + " path: `--jars` of spark-submit")));
  }

  private static Optional<RootCause> classes(FailureChain chain) {
    Optional<String> name =
        chain
            .named("ClassNotFoundException", "NoClassDefFoundError")
            .flatMap(link -> CLASS_NAME.matcher(link.message()).results().findFirst())
            .map(MatchResult::group)
            .or(() -> chain.says(NO_CLASS).map(RootCauses::anyGroup))
            .map(found -> found.replace('/', '.'));
    return name.map(
        missing ->
            new RootCause(
                "the class " + missing + " is not on the class path",
                Packages.ofClass(missing)
                    .map(RootCauses::onClassPath)
                    .orElse(
                        List.of("check its name, or put its jar on the class path: `--jars`"))));
  }

  private static Optional<RootCause> scheme(FailureChain chain) {
    return chain
        .says(NO_SCHEME)
        .map(RootCauses::anyGroup)
        .map(
            scheme ->
                new RootCause(
                    "nothing on the class path can read paths that start with `" + scheme + "://`",
                    Packages.ofScheme(scheme).map(RootCauses::onClassPath).orElse(List.of())));
  }

  private static Optional<RootCause> host(FailureChain chain) {
    return chain
        .named("UnknownHostException", "UnresolvedAddressException")
        .map(
            link ->
                new RootCause(
                    "unknown host "
                        + (link.firstLine().isEmpty() ? chain.address().orElse("") : hostOf(link)),
                    "check the address for a typing error, and that this machine can resolve it"));
  }

  private static String hostOf(FailureChain.Link link) {
    return link.firstLine().replaceFirst(":.*$", "").replaceFirst("^.*\\s", "");
  }

  private static Optional<RootCause> refused(FailureChain chain) {
    boolean isRefused =
        chain.named("ConnectException", "HttpHostConnectException").isPresent()
            || chain.says(REFUSED).isPresent();
    boolean isSlow = chain.says(NO_ANSWER).isPresent();
    return isRefused && !isSlow
        ? Optional.of(
            new RootCause(
                "connection refused" + chain.address().map(to -> ": " + to).orElse(""),
                "check the address, and that a server is listening there"))
        : Optional.empty();
  }

  private static Optional<RootCause> encrypted(FailureChain chain) {
    return chain
        .named(
            "SSLHandshakeException",
            "SSLException",
            "SunCertPathBuilderException",
            "SSLPeerUnverifiedException")
        .map(
            link ->
                link.message().contains("Unsupported or unrecognized SSL message")
                    ? new RootCause(
                        "the server does not speak TLS"
                            + chain.address().map(at -> ": " + at).orElse(""),
                        "write `http://` instead of `https://`, or check the port")
                    : new RootCause(
                        "the TLS connection failed: " + link.firstLine(),
                        "make Java trust the server's certificate:"
                            + " `-Djavax.net.ssl.trustStore=…` in FLAREPATH_JAVA_OPTS"));
  }

  private static Optional<RootCause> slow(FailureChain chain) {
    boolean isSlow =
        chain
                .named(
                    "SocketTimeoutException",
                    "ConnectTimeoutException",
                    "HttpTimeoutException",
                    "HttpConnectTimeoutException",
                    "ApiCallTimeoutException")
                .isPresent()
            || chain.says(NO_ANSWER).isPresent();
    return isSlow
        ? Optional.of(
            new RootCause(
                "no answer" + chain.address().map(at -> " from " + at).orElse("") + ": timed out",
                "check the address, and that no firewall is in between"))
        : Optional.empty();
  }

  private static Optional<RootCause> credentials(FailureChain chain) {
    if (chain.says(NO_REGION).isPresent()) {
      return Optional.of(
          new RootCause(
              "no AWS region is set", "set AWS_REGION, or `client.region` of the catalog"));
    }
    return chain.says(NO_CREDENTIALS).isPresent()
        ? Optional.of(
            new RootCause(
                "no credentials were found",
                "give them in the environment (AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY,"
                    + " GOOGLE_APPLICATION_CREDENTIALS), or in the settings"))
        : Optional.empty();
  }

  /** What databases say by the states of the SQL standard. */
  private static Optional<RootCause> login(FailureChain chain) {
    return chain
        .database()
        .filter(link -> link.sqlState().startsWith("28"))
        .map(
            link ->
                new RootCause(
                    "the database rejects the user or the password: " + link.firstLine(),
                    "check user and password in the settings"));
  }

  private static Optional<RootCause> bucket(FailureChain chain) {
    return chain
        .says(NO_BUCKET)
        .map(
            found ->
                new RootCause(
                    "the bucket does not exist", "check its name, the region and the endpoint"));
  }

  private static Optional<RootCause> denied(FailureChain chain) {
    if (chain.named("NotAuthorizedException").isPresent() || chain.says(UNAUTHORIZED).isPresent()) {
      return Optional.of(
          new RootCause(
              "the server does not accept these credentials: " + chain.plain(),
              "check the token, the keys or the password in the settings"));
    }
    boolean isDenied =
        chain
                .named("AccessDeniedException", "AccessControlException", "ForbiddenException")
                .isPresent()
            || chain.says(DENIED).isPresent();
    return isDenied
        ? Optional.of(
            new RootCause(
                "access denied: " + chain.plain(), "check that this user may read and write there"))
        : Optional.empty();
  }

  private static Optional<RootCause> disk(FailureChain chain) {
    if (chain.says(FULL).isPresent()) {
      return Optional.of(
          new RootCause(
              "the disk is full: " + chain.plain(),
              List.of(
                  "free some space, and run again",
                  "what Spark sorts and shuffles goes to `spark.local.dir`, else to Java's temporary"
                      + " folder (`-Djava.io.tmpdir=…` in FLAREPATH_JAVA_OPTS)")));
    }
    return chain.says(CANNOT_OPEN).isPresent()
        ? Optional.of(
            new RootCause(
                "the file of the SQLite database cannot be opened",
                "check that its folder exists, and that this user may write there"))
        : Optional.empty();
  }

  private static List<String> onClassPath(String coordinates) {
    return List.of(
        "start with spark-submit: `--packages " + coordinates + "`",
        "with scripts/flarepath, set SPARK_HOME and FLAREPATH_SPARK_SUBMIT_ARGS='--packages "
            + coordinates
            + "'");
  }

  private static String anyGroup(MatchResult found) {
    for (int i = 1; i <= found.groupCount(); i++) {
      String group = found.group(i);
      if (group != null) {
        return group;
      }
    }
    return "";
  }
}
