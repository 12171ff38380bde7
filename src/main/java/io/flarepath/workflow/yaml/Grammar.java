package io.flarepath.workflow.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every section of the grammar, found by walking the descriptions from the file's outermost one.
 */
final class Grammar {

  private final Map<String, Section<?>> sections = new LinkedHashMap<>();

  private Grammar() {}

  static Grammar of(Section<?> root) {
    Grammar grammar = new Grammar();
    grammar.walk(root);
    return grammar;
  }

  /** All sections, the outer ones first. */
  List<Section<?>> sections() {
    return List.copyOf(sections.values());
  }

  /** The places where a key of this name belongs, outermost first. */
  List<String> placesOf(String key) {
    List<String> places = new ArrayList<>();
    for (Section<?> section : sections.values()) {
      boolean isHere =
          section.keys().stream()
              .anyMatch(k -> k.spellings().contains(key) && k.rightPlace().isEmpty());
      if (isHere) {
        places.add(section.where());
      }
    }
    return places.stream().distinct().toList();
  }

  /** Whether a key is known somewhere as one that has no effect. */
  boolean isLabel(String key) {
    return sections.values().stream()
        .flatMap(section -> section.keys().stream())
        .anyMatch(each -> each.support() == Support.IGNORED && each.spellings().contains(key));
  }

  private void walk(Type<?> type) {
    if (type instanceof Section<?> section) {
      boolean isNew = sections.putIfAbsent(section.place() + section.keys(), section) == null;
      if (isNew) {
        section.keys().forEach(key -> walk(key.type()));
      }
    } else if (type instanceof Variant<?> variant) {
      variant.cases().forEach(each -> walk(each.section()));
      walk(variant.other());
    } else if (type instanceof ListOf<?> list) {
      walk(list.item());
    } else if (type instanceof StepList steps) {
      walk(steps.item());
    } else if (type instanceof Type.Placed<?> placed) {
      walk(placed.type());
    }
  }
}
