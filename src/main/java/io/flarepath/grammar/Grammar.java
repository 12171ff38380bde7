package io.flarepath.grammar;

import io.flarepath.grammar.Description.Alternatives;
import io.flarepath.grammar.Description.Any;
import io.flarepath.grammar.Description.Either;
import io.flarepath.grammar.Description.Items;
import io.flarepath.grammar.Description.Named;
import io.flarepath.grammar.Description.Pairs;
import io.flarepath.grammar.Description.Single;
import io.flarepath.grammar.Description.Texts;
import io.flarepath.grammar.Description.Word;
import io.flarepath.grammar.SectionDescription.KeyDescription;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every section of a grammar, found by walking the descriptions from the file's outermost one.
 * Sections that are looked up by a name are none of them: their keys are known only beside it.
 */
public final class Grammar implements KnownKeys {

  private final Map<String, SectionDescription> sections = new LinkedHashMap<>();

  private Grammar() {}

  /**
   * The grammar of a file.
   *
   * @param root the file's outermost section
   */
  public static Grammar of(SectionDescription root) {
    Grammar grammar = new Grammar();
    grammar.add(root);
    return grammar;
  }

  /** All sections, the outer ones first. */
  public List<SectionDescription> sections() {
    return List.copyOf(sections.values());
  }

  @Override
  public List<String> placesOf(String key) {
    List<String> places = new ArrayList<>();
    for (SectionDescription section : sections.values()) {
      boolean isHere =
          section.keys().stream()
              .anyMatch(k -> k.spellings().contains(key) && k.traits().rightPlace().isEmpty());
      if (isHere) {
        places.add(section.where());
      }
    }
    return places.stream().distinct().toList();
  }

  @Override
  public boolean isLabel(String key) {
    return sections.values().stream()
        .flatMap(section -> section.keys().stream())
        .anyMatch(each -> each.support() == Support.IGNORED && each.spellings().contains(key));
  }

  private void add(SectionDescription section) {
    List<String> names = section.keys().stream().map(KeyDescription::name).toList();
    if (sections.putIfAbsent(section.place() + names, section) == null) {
      for (KeyDescription key : section.keys()) {
        key.type().accept(new Inner()).forEach(this::add);
      }
    }
  }

  /** The sections that a value may be, or hold. */
  private static final class Inner implements Description.Visitor<List<SectionDescription>> {

    @Override
    public List<SectionDescription> section(SectionDescription section) {
      return List.of(section);
    }

    @Override
    public List<SectionDescription> items(Items items) {
      return items.item().accept(this);
    }

    @Override
    public List<SectionDescription> alternatives(Alternatives alternatives) {
      List<SectionDescription> all = new ArrayList<>();
      alternatives.cases().forEach(each -> all.add(each.section()));
      all.add(alternatives.other());
      return all;
    }

    @Override
    public List<SectionDescription> named(Named named) {
      return List.of();
    }

    @Override
    public List<SectionDescription> either(Either either) {
      return either.section().accept(this);
    }

    @Override
    public List<SectionDescription> single(Single single) {
      return List.of();
    }

    @Override
    public List<SectionDescription> word(Word word) {
      return List.of();
    }

    @Override
    public List<SectionDescription> texts(Texts texts) {
      return List.of();
    }

    @Override
    public List<SectionDescription> pairs(Pairs pairs) {
      return List.of();
    }

    @Override
    public List<SectionDescription> any(Any any) {
      return List.of();
    }
  }
}
