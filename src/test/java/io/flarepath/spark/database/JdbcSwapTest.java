package io.flarepath.spark.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names of the tables that are made beside another one. */
class JdbcSwapTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      value = {
        "t,              n",
        "shop.t,         shop.n",
        "db.shop.t,      db.shop.n",
        "`t`,            `n`",
        "shop.`odd.t`,   shop.`n`",
        "`my shop`.`t`,  `my shop`.`n`",
        "\"Shop\".\"T\", \"Shop\".\"n\"",
        "[dbo].[t],      [dbo].[n]",
      })
  void areInTheSamePlace(String table, String beside) {
    assertThat(JdbcSwap.beside(table, "n")).isEqualTo(beside);
  }
}
