package io.flarepath.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotBlank;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
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
        "spark.ssl.keyPassword",
        "gcs.oauth2.token",
        "pwd"
      })
  void theNamesOfSecretsAreKnown(String name) {
    assertThat(Secrets.isSecret(name)).isTrue();
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
        "",
        "..."
      })
  void theNamesOfOtherSettingsAreNot(String name) {
    assertThat(Secrets.isSecret(name)).isFalse();
  }

  @Test
  void aMaskTellsNothingNotEvenTheLength() {
    assertThat(Secrets.mask("a")).isEqualTo(Secrets.mask("a much longer secret"));
    assertThat(Secrets.mask("")).isEmpty();
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
  void aShortValueIsTakenOutWhereItIsAWord() {
    assertThat(new Redactor(List.of("ab")).redact("password ab, about `ab` tab"))
        .isEqualTo("password ***, about `***` tab");
  }

  @Test
  void theSecretsOfAllSettingsAreKnown() {
    Settings settings =
        new Settings(
            Map.of(
                "pg", new Depot.Jdbc("pg", "jdbc:x", Map.of("password", "one1", "user", "usr1"))),
            Map.of("c", new CatalogSettings("c", Map.of("token", "two2", "uri", "uri2"))),
            Map.of("spark.hadoop.fs.s3a.secret.key", "three3", "spark.app.name", "name3"),
            new RunSettings(
                1,
                Duration.ofMinutes(10),
                Duration.ofDays(1),
                1,
                "UTC",
                "logs",
                "logs/runs",
                "icebase.flarepath.state",
                false));
    assertThat(Redactor.of(settings).redact("one1 usr1 two2 uri2 three3 name3"))
        .isEqualTo("*** usr1 *** uri2 *** name3");
    assertThat(settings.toString()).doesNotContain("one1", "two2");
  }

  @Property
  void aPlantedSecretIsNeverLeft(
      @ForAll @NotBlank @StringLength(min = 4, max = 40) String secret,
      @ForAll @StringLength(max = 40) String before,
      @ForAll @StringLength(max = 40) String after) {
    String mask = Secrets.mask(secret);
    org.assertj.core.api.Assumptions.assumeThat(mask).doesNotContain(secret);
    String redacted = new Redactor(List.of(secret)).redact(before + " " + secret + " " + after);
    assertThat(redacted.replace(mask, " ")).doesNotContain(secret);
  }
}
