package io.flarepath.pass.keysql;

import io.flarepath.diagnostic.Located;
import io.flarepath.pass.Request;
import io.flarepath.pass.SliceKey;
import io.flarepath.pass.SliceKey.Origin;
import io.flarepath.pass.SourceFacts;
import io.flarepath.sql.SqlTemplate;
import io.flarepath.state.KeyName;
import io.flarepath.workflow.KeySql;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives every key of a read its value, in the order of the keys. */
final class KeyResolution {

  private KeyResolution() {}

  /** A given value wins, then the state, then the default, then the key's SQL. */
  static List<SliceKey> resolve(KeySql spec, Request request, SourceFacts facts) {
    List<SliceKey> keys = new ArrayList<>();
    for (KeySql.Key key : spec.keys()) {
      KeyName name = new KeyName(spec.context().value(), key.name().value());
      keys.add(resolve(name, key, request, facts, values(keys)));
    }
    return keys;
  }

  private static SliceKey resolve(
      KeyName name,
      KeySql.Key key,
      Request request,
      SourceFacts facts,
      Map<String, String> earlier) {
    Optional<SliceKey> given =
        Optional.ofNullable(request.given().get(name))
            .map(value -> new SliceKey(name, value, Origin.GIVEN));
    return given
        .or(() -> request.state().value(name).map(v -> new SliceKey(name, v, Origin.STATE)))
        .or(() -> key.fixed().map(Located::value).map(v -> new SliceKey(name, v, Origin.DEFAULT)))
        .orElseGet(
            () -> {
              SqlTemplate sql = SqlTemplate.of(key.sql().orElseThrow());
              return new SliceKey(name, facts.value(name.key(), sql.bind(earlier)), Origin.SQL);
            });
  }

  /** The values by the keys' names within their context. */
  static Map<String, String> values(List<SliceKey> keys) {
    Map<String, String> values = new LinkedHashMap<>();
    keys.forEach(key -> values.put(key.name().key(), key.value()));
    return values;
  }
}
