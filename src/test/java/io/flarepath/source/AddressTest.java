package io.flarepath.source;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {

  @ParameterizedTest
  @CsvSource({
    "dataos://icebase:retail/orders, icebase, retail, orders",
    "dataos://icebase:retail/orders?acl=rw, icebase, retail, orders",
    "dataos://icebase:retail, icebase, retail, ''",
    "dataos://icebase:retail?acl=r, icebase, retail, ''",
    "dataos://icebase:retail/, icebase, retail, ''",
    "' dataos://icebase:retail/orders ', icebase, retail, orders",
    "dataos://thirdparty01:none/city/city.csv, thirdparty01, none, city/city.csv",
    "icebase:retail/orders, icebase, retail, orders",
    "dataos://my-depot_2:a.b/c, my-depot_2, a.b, c",
    "dataos://lake:/c, lake, '', c",
  })
  void takesAddressesApart(String text, String depot, String collection, String dataset) {
    assertThat(Address.parse(text)).contains(new Address(depot, collection, dataset));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3a://bucket/x",
        "hdfs://name:8020/x",
        "/data/x.csv",
        "data/x.csv",
        "file:/data/x",
        "file:///data/x",
        "",
        "dataos://icebase",
        "dataos://:retail/orders",
      })
  void leavesPathsAlone(String text) {
    assertThat(Address.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"none, ''", "NONE, ''", "'', ''", "retail, retail"})
  void noneIsNoCollection(String collection, String real) {
    assertThat(new Address("d", collection, "x").realCollection().orElse("")).isEqualTo(real);
  }

  @Property
  void whatIsPutTogetherIsTakenApartAgain(
      @ForAll @AlphaChars @StringLength(min = 1, max = 9) String depot,
      @ForAll @AlphaChars @StringLength(max = 9) String collection,
      @ForAll @AlphaChars @StringLength(min = 1, max = 9) String dataset) {
    assertThat(Address.parse("dataos://" + depot + ":" + collection + "/" + dataset + "?acl=rw"))
        .contains(new Address(depot, collection, dataset));
  }
}
