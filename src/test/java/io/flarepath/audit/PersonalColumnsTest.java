package io.flarepath.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which columns are not shown without being asked for. */
class PersonalColumnsTest {

  @ParameterizedTest
  @CsvSource({
    "email, true",
    "customer_email, true",
    "customerEmail2, true",
    "PHONE, true",
    "ssn, true",
    "name, true",
    "first_name, true",
    "date_of_birth, true",
    "id, false",
    "amount, false",
    "emailed_at, false",
    "shipping, false",
    "named, false",
  })
  void byTheWordsOfTheirNames(String column, boolean expected) {
    assertThat(new PersonalColumns(Map.of()).has(column)).isEqualTo(expected);
  }

  @Test
  void byTheirTags() {
    PersonalColumns columns =
        new PersonalColumns(
            Map.of("Code", List.of("retail", "PII.Sensitive"), "k", List.of("shipping")));

    assertThat(columns.has("code")).isTrue();
    assertThat(columns.has("k")).isFalse();
  }
}
