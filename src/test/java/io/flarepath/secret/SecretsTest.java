package io.flarepath.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotBlank;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password",
        "PG_PASSWORD",
        "jdbc.password",
        "dbPasswd",
        "token",
        "oauth2Token",
        "credential",
        "s3.secret-access-key",
        "s3.access-key-id",
        "spark.hadoop.fs.azure.account.key.x.net",
        "apiKey",
        "API_KEY",
        "AWS_SESSION_TOKEN",
        "passphrase",
        "passwort",
        "pasword",
        "passwrod",
        "spark.ssl.keyPassword",
        "gcs.oauth2.token",
        "pwd"
      })
  void theNamesOfSecretsAreKnown(String name) {
    assertThat(SecretNames.isSecret(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "warehouse",
        "uri",
        "user",
        "type",
        "url",
        "oauth2-server-uri",
        "token-refresh-enabled",
        "token-expires-in-ms",
        "gcs.oauth2.token-expires-at",
        "keytab",
        "monkey",
        "spark.sql.keywords",
        "spark.hadoop.fs.s3a.aws.credentials.provider",
        "keyboard",
        "passport",
        "password.file",
        "",
        "..."
      })
  void theNamesOfOtherSettingsAreNot(String name) {
    assertThat(SecretNames.isSecret(name)).isFalse();
  }

  @Test
  void aMaskTellsNothingNotEvenTheLength() {
    assertThat(SecretNames.mask("a")).isEqualTo(SecretNames.mask("a much longer secret"));
    assertThat(SecretNames.mask("")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "connect to jdbc:postgresql://app:pw1@db:5432/x failed | connect to jdbc:postgresql://app:***@db:5432/x failed",
        "https://u:p%40ss@host/path?a=b | https://u:***@host/path?a=b",
        "jdbc:mysql://db/x?user=a&password=pw1&ssl=true | jdbc:mysql://db/x?user=a&password=***&ssl=true",
        "jdbc:sqlserver://db;password=pw1;encrypt=true | jdbc:sqlserver://db;password=***;encrypt=true",
        "https://h/?X-Amz-Signature=abc&x=1 | https://h/?X-Amz-Signature=***&x=1",
        "see https://example.org/a@b and jobs/a.yaml:3:4 | see https://example.org/a@b and jobs/a.yaml:3:4",
      })
  void addressesLoseTheirPasswords(String text, String redacted) {
    assertThat(new Redactor(List.of()).redact(text)).isEqualTo(redacted);
  }

  @Test
  void valuesAreTakenOutAlsoInTheFormThatAddressesUse() {
    Redactor redactor = new Redactor(List.of("p@ss w/rd", "p@ss", ""));
    assertThat(redactor.redact("a p@ss w/rd b p%40ss+w%2Frd c p@ss d"))
        .isEqualTo("a *** b *** c *** d");
  }

  @Test
  void aVeryShortValueIsTakenOutOnlyWhereItsPlaceSaysWhatItIs() {
    Redactor redactor = new Redactor(List.of("a", "abc"));
    assertThat(redactor.redact("a job of abc failed: jdbc:x://a:abc@h/d?password=abc"))
        .isEqualTo("a job of abc failed: jdbc:x://a:***@h/d?password=***");
    assertThat(redactor.redactLog("password=abc, b")).isEqualTo("password=***, b");
    assertThat(new Redactor(List.of("abcd")).redact("xabcdx")).isEqualTo("x***x");
  }

  @Test
  void secretsThatOverlapLeaveNoEndOfOneBehind() {
    assertThat(new Redactor(List.of("abcdef", "defghi")).redact("1abcdefghi2")).isEqualTo("1***2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hunter2%secret",
        "p@ss\"w\\ord'",
        "ключ&<пароль>",
        "a+b/c=d e",
        "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg\nkqhkiG9w0BAQEF\n-----END PRIVATE KEY-----"
      })
  void noFormOfAValueIsLeft(String secret) throws Exception {
    Redactor redactor = new Redactor(List.of(secret));
    String json = new ObjectMapper().writeValueAsString(Map.of("x", secret));
    String twice = new ObjectMapper().writeValueAsString(Map.of("y", json));
    for (String text :
        List.of(
            secret,
            "x" + secret + "x",
            json,
            twice,
            "'" + secret.replace("'", "''") + "'",
            URLEncoder.encode(secret, StandardCharsets.UTF_8),
            new URI("http", "h", "/" + secret, null).toASCIIString(),
            base64("user:" + secret),
            base64("us:" + secret + "\n"),
            base64("u:" + secret),
            Base64.getUrlEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)))) {
      String redacted = redactor.redact(text);
      assertThat(redacted).contains("***").isNotEqualTo(text);
      for (String line : secret.lines().filter(each -> !each.startsWith("-----")).toList()) {
        assertThat(redacted).as(text).doesNotContain(line);
      }
    }
    assertThat(redactor.redact(base64("us:" + secret + "\n")).length())
        .as("what Base64 leaves at the ends")
        .isLessThan(6 + 3 + 6);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(s3.secret-access-key,hunter2),(b,c) | (s3.secret-access-key,***),(b,c)",
        "Map(jdbc.password -> hunter2, b -> c) | Map(jdbc.password -> ***, b -> c)",
        "{user=app, password=hunter2, x=y} | {user=app, password=***, x=y}",
        "Authorization: Bearer abcdef123456 | Authorization: *** ***",
        "key: value, tokens of a parser | key: value, tokens of a parser",
        "a.deserializer=x.password=hunter2 | a.deserializer=x.password=***",
      })
  void aLogAlsoLosesWhatFollowsASecretName(String line, String redacted) {
    assertThat(new Redactor(List.of()).redactLog(line)).isEqualTo(redacted);
  }

  @Test
  void aCoveredLineKeepsItsColumns() {
    assertThat(new Redactor(List.of("hunter2")).cover("url: jdbc:x://a:pw@h  # hunter2 ."))
        .isEqualTo("url: jdbc:x://a:**@h  # ******* .");
    assertThat(new Redactor(List.of()).cover("  password: ${DB_PASSWORD}"))
        .isEqualTo("  password: ${DB_PASSWORD}");
  }

  /** Every shell has the working directory under a name that elsewhere is a password's. */
  @Test
  void theWorkingDirectoryAndSwitchesAreNoSecrets() {
    Vault vault = new Vault();
    vault.learnEnvironment(
        Map.of(
            "PWD", "/home/ann/loads",
            "OLDPWD", "/home/ann",
            "TOKENIZERS_PARALLELISM", "false",
            "CREDENTIALS_DIRECTORY", "/run/credentials",
            "PGPASSWORD", "one1"));
    assertThat(vault.redact("/home/ann/loads /home/ann false /run/credentials one1"))
        .isEqualTo("/home/ann/loads /home/ann false /run/credentials ***");
    assertThat(Vault.ofTheProcess().secrets())
        .doesNotContain(System.getenv().getOrDefault("PWD", "-"));
  }

  @Test
  void basicIsAWordOfOrdinarySentencesToo() {
    assertThat(new Redactor(List.of()).redact("a basic statistics: Basic dXNlcjpwYXNz"))
        .isEqualTo("a basic statistics: Basic ***");
  }

  /** A name in a value is a part of the value. */
  @Test
  @Timeout(20)
  void manyNamesInOneValueAreReadOnce() {
    assertThat(new Redactor(List.of()).redactLog("password=".repeat(200_000)))
        .isEqualTo("password=***");
  }

  @Test
  void aVaultLearnsValuesByTheirNamesAndWhatAddressesHold() {
    Vault vault = new Vault();
    vault.learn(
        Map.of(
            "PG_PASSWORD", "one1",
            "DATABASE_URL", "postgres://app:tw%40o2@h/d?sslpassword=three3",
            "SORT_KEY", "customer_id",
            "STORAGE_KEY_2", "aGk47xkq9021mmLp",
            "kafka.sasl.jaas", "Login required username=\"u\" password=\"four4\";",
            "HOME", "/home/app"));
    assertThat(
            vault.redact(
                "one1 tw%40o2 tw@o2 three3 customer_id aGk47xkq9021mmLp four4 /home/app app"))
        .isEqualTo("*** *** *** *** customer_id *** *** /home/app app");
  }

  @Test
  void aLongLogStaysFast() {
    Set<String> secrets = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      secrets.add("secret-number-" + i * 7919);
    }
    Redactor redactor = new Redactor(secrets);
    String line =
        "2026-01-01 00:00:00.000 DEBUG 01ABC [main] o.a.s.s.Task: Starting task 0.0 in stage 1.0 (TID 1)"
            + " (localhost, executor driver, partition 0, PROCESS_LOCAL, 9234 bytes, a=b, c -> d)";
    for (int i = 0; i < 20_000; i++) {
      redactor.redactLog(line);
    }
    long start = System.nanoTime();
    for (int i = 0; i < 50_000; i++) {
      redactor.redactLog(line);
    }
    long perLine = (System.nanoTime() - start) / 50_000;
    assertThat(perLine)
        .as("nanoseconds for a line of %d characters", line.length())
        .isLessThan(100_000);
    System.setProperty("measured", Long.toString(perLine));
  }

  @Test
  void aLongTextWithoutSpacesTakesNoTimeEither() {
    String dotted = "a.".repeat(200_000) + "x=" + "?".repeat(200_000) + "//" + "b".repeat(200_000);
    assertTimeoutPreemptively(
        Duration.ofSeconds(5), () -> new Redactor(List.of("hunter2")).redactLog(dotted));
  }

  @Property
  void aPlantedSecretIsNeverLeft(
      @ForAll @NotBlank @StringLength(min = 4, max = 40) String secret,
      @ForAll @StringLength(max = 40) String before,
      @ForAll @StringLength(max = 40) String after) {
    String mask = SecretNames.mask(secret);
    org.assertj.core.api.Assumptions.assumeThat(mask).doesNotContain(secret);
    String redacted = new Redactor(List.of(secret)).redact(before + " " + secret + " " + after);
    assertThat(redacted.replace(mask, " ")).doesNotContain(secret);
  }
}
