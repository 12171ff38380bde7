package io.flarepath.settings.hocon;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Problems;
import io.flarepath.secret.Vault;
import io.flarepath.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingsSecretsTest {

  private static final String FILE =
      """
      flarepath {
        depots {
          pg { kind = jdbc, url = "jdbc:postgresql://h/d?sslpassword=one-1", user = app, password = "two-2" }
          topic { kind = connector, format = kafka, options {
            "kafka.sasl.jaas.config" = "X required password=\\"three-3\\";" } }
        }
        catalogs.icebase { token = "pre-"${PART}"-suf", s3.secret-access-key = ${WHOLE}, warehouse = "six-6" }
        spark { "spark.hadoop.fs.s3a.secret.key" = "seven-7" }
      }
      """;

  @Test
  void theSecretsOfAllSettingsAreLearnt() {
    Vault vault = new Vault();
    Problems problems = new Problems();
    Optional<Settings> settings =
        new SettingsReader(
                name -> name.equals("a.conf") ? Optional.of(FILE) : Optional.empty(),
                Map.of("PART", "four-4", "WHOLE", "five-5"),
                vault)
            .read(List.of("a.conf"), problems);
    assertThat(problems.all()).isEmpty();
    assertThat(vault.redact("one-1 two-2 three-3 four-4 pre-four-4-suf five-5 six-6 seven-7 app"))
        .isEqualTo("*** *** *** *** *** *** six-6 *** app");
    assertThat(settings.toString()).doesNotContain("two-2", "three-3", "five-5");
  }
}
