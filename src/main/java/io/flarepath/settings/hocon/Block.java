package io.flarepath.settings.hocon;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A block of resolved settings and the path that leads to it. Reading from it says what is wrong; a
 * {@code null} is as if the setting were not there, so that a file can take back what an earlier
 * one says.
 */
final class Block {

  private final List<String> path;
  private final ConfigObject object;
  private final Complaints complaints;

  Block(List<String> path, ConfigObject object, Complaints complaints) {
    this.path = List.copyOf(path);
    this.object = object;
    this.complaints = complaints;
  }

  List<String> path() {
    return path;
  }

  String name() {
    return path.get(path.size() - 1);
  }

  List<String> path(String name) {
    List<String> longer = new ArrayList<>(path);
    longer.add(name);
    return List.copyOf(longer);
  }

  /** The names in the block, sorted. */
  Set<String> names() {
    Set<String> names = new TreeSet<>();
    object.forEach(
        (name, value) -> {
          if (value.valueType() != ConfigValueType.NULL) {
            names.add(name);
          }
        });
    return names;
  }

  boolean has(String name) {
    ConfigValue value = object.get(name);
    return value != null && value.valueType() != ConfigValueType.NULL;
  }

  /** The value, if it is there and right. */
  <T> Optional<T> optional(Setting<T> setting) {
    if (!has(setting.name())) {
      return Optional.empty();
    }
    ConfigValue value = value(setting.name());
    Optional<T> read = setting.type().read().apply(value);
    if (read.isEmpty()) {
      complaints.wrong(path(setting.name()), value, setting.type().words());
    }
    return read;
  }

  /** The value; says so if it is not there. */
  <T> Optional<T> required(Setting<T> setting) {
    if (!has(setting.name())) {
      String help = "`" + setting.name() + "` is " + setting.doc();
      complaints.missing(path, setting.name(), help);
    }
    return optional(setting);
  }

  /** A block inside this one; empty if it is not there or not a block. */
  Optional<Block> block(String name) {
    if (!has(name)) {
      return Optional.empty();
    }
    if (value(name) instanceof ConfigObject inner) {
      return Optional.of(new Block(path(name), inner, complaints));
    }
    complaints.wrong(path(name), value(name), "a block `{ … }`");
    return Optional.empty();
  }

  /** Each of the blocks in this one, in the order of their names. */
  List<Block> blocks() {
    return names().stream().map(this::block).flatMap(Optional::stream).toList();
  }

  /** Reports the names that are unknown. */
  void allowOnly(Collection<String> known) {
    names().stream()
        .filter(name -> !known.contains(name))
        .forEach(name -> complaints.unknown(path(name), known));
  }

  /** All values below, under their dotted names, as text. */
  Map<String, String> flat() {
    Map<String, String> values = new TreeMap<>();
    for (String name : names()) {
      if (value(name) instanceof ConfigObject inner) {
        new Block(path(name), inner, complaints)
            .flat()
            .forEach((rest, value) -> values.put(name + "." + rest, value));
      } else {
        optional(new Setting<>(name, ValueType.anyText(), ""))
            .ifPresent(value -> values.put(name, value));
      }
    }
    return values;
  }

  Complaints complaints() {
    return complaints;
  }

  ConfigValue value(String name) {
    ConfigValue value = object.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no setting " + name);
    }
    return value;
  }
}
