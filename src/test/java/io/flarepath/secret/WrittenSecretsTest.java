package io.flarepath.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class WrittenSecretsTest {

  private static final Map<String, String> VARIABLES = Map.of("X", "value-of-x", "DB", "orders");

  @Test
  void whatIsWrittenBehindASecretNameIsOne() {
    assertThat(found("password: hunter2 # its comment")).contains("hunter2");
    assertThat(found("  - spark.hadoop.fs.s3a.secret.key: 'it''s'")).contains("it's");
    assertThat(found("options: {user: app, sfPassword: hunter2, role: x}")).contains("hunter2");
    assertThat(found("options: {\"password\":\"hunter2\"}")).contains("hunter2");
    assertThat(found("token: \"two\\nlines\"")).contains("two\nlines");
    assertThat(found("passwrod: x\npassword : &pw hunter2")).contains("hunter2");
    assertThat(found("- name: kafka.sasl.jaas.config\n  value: hunter2")).contains("hunter2");
    assertThat(found("url: jdbc:x://app:hunter2@h/d?sslpassword=other"))
        .contains("hunter2", "other");
  }

  @Test
  void soIsTheValueOfAVariableThereAndThatItIsAPartOf() {
    assertThat(found("password: pre-${X}-suf")).contains("value-of-x", "pre-value-of-x-suf");
    assertThat(found("url: jdbc:x://app:${X}@h/${DB}")).contains("value-of-x");
    assertThat(found("table: ${DB}\ndataset: ${X}")).isEmpty();
    assertThat(found("password: ${UNSET}")).isEmpty();
  }

  @Test
  void aBlockOfSeveralLinesIsOneSecret() {
    assertThat(found("a:\n  private_key: |-\n    BEGIN\n    abc\n    END\n  user: app"))
        .contains("BEGIN\nabc\nEND")
        .doesNotContain("app");
  }

  @Test
  void theKeysOfTablesAndSqlAreNone() {
    assertThat(
            found(
                """
                key: start
                keys: [customer_id]
                mergeKey: order_id
                sql: select max(id) from t where token = 'x'
                primaryKey: id
                """))
        .isEmpty();
  }

  private static Iterable<String> found(String text) {
    return WrittenSecrets.in(text, VARIABLES);
  }
}
