package io.flarepath.function;

import static io.flarepath.function.Calls.lines;
import static io.flarepath.function.Calls.marked;
import static io.flarepath.function.Calls.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The functions on texts. */
@Tag("spark")
class TextsTest {

  @ParameterizedTest
  @CsvSource({
    "lower,john o'neil äö9",
    "UPPER,JOHN O'NEIL ÄÖ9",
    "title,John O'neil Äö9",
    "uppercase,JOHN O'NEIL ÄÖ9"
  })
  void changeCaseChangesValues(String letters, String wanted) {
    String query = "select * from values ('jOhn o\\'neil ÄÖ9'), (null) t(a)";

    assertThat(lines(query, "{name: change_case, column: a, case: " + letters + "}"))
        .containsExactly("a", wanted, "NULL");
  }

  @ParameterizedTest
  @CsvSource({"trim,[x y]", "ltrim,'[x y \t\n]'", "rtrim,'[ \t x y]'"})
  void trimTakesAwayWhiteSpace(String method, String wanted) {
    assertThat(
            lines(
                "select concat(' \\t ', 'x y \\t\\n') a, 1 b",
                "{name: trim, column: a, method: " + method + "}",
                "{name: set_variable, column: a, expression: \"concat('[', a, ']')\"}"))
        .containsExactly("a|b", wanted + "|1");
  }

  @Test
  void trimTakesBothSidesByDefaultAndKeepsNull() {
    assertThat(lines("select * from values (' x '), (null) t(a)", "{name: trim, column: a}"))
        .containsExactly("a", "x", "NULL");
  }

  @Test
  void cutCharacterCountsFromOneAndIncludesTheEnd() {
    assertThat(
            lines(
                "select * from values ('2019-02-17'), ('20'), (''), (null) t(a)",
                "{name: cut_character, column: a, asColumn: year, startIndex: 1, endIndex: 4}"))
        .containsExactly("a|year", "2019-02-17|2019", "20|20", "|", "NULL|NULL");
    assertThat(
            lines(
                "select 'abcdef' a",
                "{name: cut_character, column: a, asColumn: a, startIndex: 3, endIndex: '3'}"))
        .containsExactly("a", "c");
  }

  @Test
  void cutCharacterRefusesAnEndBeforeTheStart() {
    var refusal =
        refusal(
            "select 'x' a",
            "{name: cut_character, column: a, asColumn: b, startIndex: 5, endIndex: 4}");

    assertThat(refusal.message()).isEqualTo("the part would end before it starts");
    assertThat(marked(refusal)).isEqualTo("4");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "s/[$]//g;1,000 x",
        "s/,//g;$1000 x$",
        "s/[$]//;1,000 x$",
        "s/\\$$/EUR/;$1,000 xEUR",
        "s/([0-9])0/<\\1>/;$1,<0>0 x$",
        "s/([0-9])0/<$1>/g;$1,<0>0 x$",
        "s/X/[&]/gi;$1,000 [x]$",
        "s|0|\\||g;$1,||| x$",
      })
  void findAndReplaceReplacesAsSedDoes(String expression, String wanted) {
    assertThat(
            lines(
                "select * from values ('$1,000 x$'), (null) t(a)",
                "{name: find_and_replace, column: a, sedExpression: '" + expression + "'}"))
        .containsExactly("a", wanted, "NULL");
  }

  @Test
  void maskNumberKeepsWhatStandsWhereTheHashesAre() {
    assertThat(
            lines(
                "select * from values ('999-65-3251'), ('999'), ('999-65-32519'), (null) t(ssn)",
                "{name: mask_number, column: ssn, pattern: 'XXX-XX-####'}"))
        .containsExactly("ssn", "XXX-XX-3251", "XXX-XX-", "XXX-XX-3251", "NULL");
    assertThat(lines("select 12345 n", "{name: mask_number, column: n, pattern: '#x#'}"))
        .containsExactly("n", "1x3");
  }

  @Test
  void mergeLeavesOutNulls() {
    assertThat(
            lines(
                "select * from values ('a', 1, 'c'), ('a', null, ''), (null, null, null) t(x, y, z)",
                "{name: merge, columns: [x, y, z], separator: __, asColumn: all}",
                "{name: select, columns: all}"))
        .containsExactly("all", "a__1__c", "a__", "");
  }

  @Test
  void splitEmailGivesAccountAndDomain() {
    assertThat(
            lines(
                "select * from values ('groot@gmail.com'), ('nobody'), ('@x.org'), ('a@'), (''),"
                    + " (null) t(e)",
                "{name: split_email, column: e}"))
        .containsExactly(
            "e|e_account|e_domain",
            "groot@gmail.com|groot|gmail.com",
            "nobody|NULL|NULL",
            "@x.org|NULL|x.org",
            "a@|a|NULL",
            "|NULL|NULL",
            "NULL|NULL|NULL");
  }

  @Test
  void splitUrlGivesSevenParts() {
    String header = "u_protocol|u_authority|u_host|u_port|u_path|u_filename|u_query";
    List<String> lines =
        lines(
            "select * from values ('http://me:pw@example.com:80/docs/a.html?name=x#top'),"
                + " ('https://[::1]:8080?q'), ('ftp://h'), ('www.spiderman.com'), ('not a url'),"
                + " ('http://a b/'), (null) t(u)",
            "{name: split_url, column: u}",
            "{name: drop, columns: u}");

    assertThat(lines)
        .containsExactly(
            header,
            "http|me:pw@example.com:80|example.com|80|/docs/a.html|/docs/a.html?name=x|name=x",
            "https|[::1]:8080|[::1]|8080|NULL|?q|q",
            "ftp|h|h|NULL|NULL|NULL|NULL",
            "NULL|NULL|NULL|NULL|NULL|NULL|NULL",
            "NULL|NULL|NULL|NULL|NULL|NULL|NULL",
            "NULL|NULL|NULL|NULL|NULL|NULL|NULL",
            "NULL|NULL|NULL|NULL|NULL|NULL|NULL");
  }

  @Test
  void parseHtmlGivesTheText() {
    assertThat(
            lines(
                "select * from values ('<p>a &amp; <b>b</b><script>if (a<b) {}</script><br>c'),"
                    + " ('plain < text'), (''), (null) t(h)",
                "{name: parse_html, column: h}"))
        .containsExactly("h", "a & b c", "plain < text", "", "NULL");
    assertThat(lines("select '<i>x</i>' h", "{name: parse_html, column: h, asColumn: text}"))
        .containsExactly("h|text", "<i>x</i>|x");
  }

  @ParameterizedTest
  @CsvSource({
    "base32,GIYTENBU",
    "base64,MjEyNDQ=",
    "hex,3231323434",
    "BASE32,GIYTENBU",
  })
  void encodeAndDecodeAreInverse(String algo, String encoded) {
    assertThat(
            lines(
                "select * from values ('21244'), (null) t(a)",
                "{name: encode, algo: " + algo + ", column: a, asColumn: b}",
                "{name: decode, algo: " + algo + ", column: b, asColumn: c}"))
        .containsExactly("a|b|c", "21244|" + encoded + "|21244", "NULL|NULL|NULL");
  }

  @ParameterizedTest
  @CsvSource({"base32", "base64", "hex"})
  void decodeGivesNullForWhatIsNotEncoded(String algo) {
    assertThat(lines("select '?!' a", "{name: decode, algo: " + algo + ", column: a, asColumn: a}"))
        .containsExactly("a", "NULL");
  }

  @Test
  void encodeWritesNoLineBreaks() {
    assertThat(
            lines(
                "select repeat('x', 300) a",
                "{name: encode, algo: base64, column: a, asColumn: a}"))
        .last()
        .satisfies(text -> assertThat(text).hasSize(400).doesNotContain("\n", "\r"));
  }

  @ParameterizedTest
  @CsvSource({
    "MD5,0cc175b9c0f1b6a831c399e269772661",
    "sha-1,86f7e437faa5a7fce15d1ddcb9eaeaea377667b8",
    "SHA-256,ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb",
    "SHA-384,54a59b9f22b0b80880d8427e548b7c23abd873486e1f035dce9cd697e85175033caa88e6d57bc35efae0b5afd3145f31",
    "SHA-512,1f40fc92da241694750979ee6cf582f2d5d7d28e18335de05abc54d0560e0f5302860c652bf08d560252aa5e74210546f369fbbbce8c12cfc7957b2652fe9a75"
  })
  void hashGivesTheDigestInHexadecimal(String algo, String digest) {
    assertThat(
            lines(
                "select * from values ('a'), (null) t(x)",
                "{name: hash, column: x, algo: " + algo + "}"))
        .containsExactly("x", digest, "NULL");
  }
}
