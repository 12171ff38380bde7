package io.flarepath.workflow.yaml;

import io.flarepath.grammar.Description;
import io.flarepath.grammar.Grammar;
import io.flarepath.grammar.Reference;
import io.flarepath.grammar.SectionDescription;
import io.flarepath.grammar.SectionDescription.KeyDescription;
import io.flarepath.grammar.Support;
import io.flarepath.grammar.Yaml;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What of the grammar files make use of: each key in each of its spellings and places, and each
 * word of each choice. Both lists are in the same words, {@code inputs[].name} and {@code
 * outputs[].options.saveMode: append}.
 */
final class Coverage {

  private static final Set<String> WRAPPERS = Set.of("inputs", "steps", "outputs");

  private final SectionDescription root;
  private final Function<Yaml.Scalar, Optional<Yaml>> files;
  private final Map<Set<String>, String> labels = new HashMap<>();
  private final Set<String> used = new LinkedHashSet<>();

  /**
   * @param root a whole file
   * @param files what a file that a workflow refers to holds; empty where that is no YAML
   */
  Coverage(SectionDescription root, Function<Yaml.Scalar, Optional<Yaml>> files) {
    this.root = root;
    this.files = files;
  }

  /** What the files that were walked have used. */
  Set<String> used() {
    return Set.copyOf(used);
  }

  // ---- All that there is.

  /** Every key and word of a grammar, but for those that are not supported yet. */
  Set<String> all(Grammar grammar) {
    Set<String> all = new LinkedHashSet<>();
    grammar.sections().forEach(section -> all(section, all));
    all.remove("actions[].name"); // Of an action of no known name, which is an error.
    return all;
  }

  private void all(SectionDescription section, Set<String> all) {
    for (KeyDescription key : section.keys()) {
      if (key.support() != Support.NOT_YET) {
        key.spellings().forEach(spelling -> all.add(place(section, spelling)));
        Words words = key.type().accept(new KnownWords());
        words.own().forEach(word -> all.add(word(key, word)));
        words.named().forEach(each -> all(each, all));
      }
    }
  }

  /**
   * @param own the words that a value may be, or that a map is known to have
   * @param named sections that are looked up by a name
   */
  private record Words(Set<String> own, List<SectionDescription> named) {
    static final Words NONE = new Words(Set.of(), List.of());
  }

  /** The words of a value. */
  private static final class KnownWords implements Description.Visitor<Words> {

    @Override
    public Words single(Description.Single single) {
      return Words.NONE;
    }

    @Override
    public Words word(Description.Word word) {
      return new Words(Set.copyOf(word.values()), List.of());
    }

    @Override
    public Words items(Description.Items items) {
      return items.item().accept(this);
    }

    @Override
    public Words texts(Description.Texts texts) {
      return new Words(texts.known().keySet(), List.of());
    }

    @Override
    public Words pairs(Description.Pairs pairs) {
      return Words.NONE;
    }

    @Override
    public Words section(SectionDescription section) {
      return Words.NONE;
    }

    @Override
    public Words alternatives(Description.Alternatives alternatives) {
      return Words.NONE;
    }

    @Override
    public Words named(Description.Named named) {
      return new Words(Set.of(), List.copyOf(named.sections().values()));
    }

    @Override
    public Words either(Description.Either either) {
      return either.single().accept(this);
    }

    @Override
    public Words any(Description.Any any) {
      return Words.NONE;
    }
  }

  private static String place(SectionDescription section, String key) {
    return section.place().isEmpty() ? key : section.place() + "." + key;
  }

  // A choice that stands in several places needs each of its words in one of them.
  private String word(KeyDescription key, String word) {
    Set<String> words = key.type().accept(new KnownWords()).own();
    return labels.computeIfAbsent(words, all -> key.name()) + ": " + word;
  }

  // ---- What is used.

  /** Notes what a file uses. */
  void walk(Description type, Yaml yaml) {
    boolean unused = type.accept(new Walk(yaml));
  }

  /** Notes what a value uses; whether it was walked into. */
  private final class Walk implements Description.Visitor<Boolean> {

    private final Yaml yaml;

    Walk(Yaml yaml) {
      this.yaml = yaml;
    }

    @Override
    public Boolean single(Description.Single single) {
      return false;
    }

    @Override
    public Boolean word(Description.Word word) {
      return false;
    }

    @Override
    public Boolean texts(Description.Texts texts) {
      return false;
    }

    @Override
    public Boolean pairs(Description.Pairs pairs) {
      return false;
    }

    @Override
    public Boolean any(Description.Any any) {
      return false;
    }

    @Override
    public Boolean items(Description.Items items) {
      boolean isWalked = isFileOf(items);
      if (!isWalked) {
        for (Yaml item : yaml.items()) {
          // A file of items may hold one, or a list of them.
          Walk inner = new Walk(item);
          isWalked |= (item != yaml && inner.isFileOf(items)) || items.item().accept(inner);
        }
      }
      return isWalked;
    }

    @Override
    public Boolean section(SectionDescription section) {
      if (isFileOf(section)) {
        return true;
      }
      yaml.asMapping().ifPresent(map -> keys(section, map));
      return yaml.asMapping().isPresent();
    }

    @Override
    public Boolean either(Description.Either either) {
      return yaml.asMapping().isPresent() && either.section().accept(this);
    }

    @Override
    public Boolean alternatives(Description.Alternatives alternatives) {
      return isFileOf(alternatives) || section(fitting(alternatives));
    }

    @Override
    public Boolean named(Description.Named named) {
      return text(named.key())
          .map(name -> name.strip().toLowerCase(Locale.ROOT))
          .flatMap(name -> Optional.ofNullable(named.sections().get(name)))
          .map(this::section)
          .orElse(false);
    }

    private SectionDescription fitting(Description.Alternatives alternatives) {
      Optional<String> value = text(alternatives.key());
      return alternatives.cases().stream()
          .filter(each -> value.isEmpty() || fits(each.pattern(), value.get()))
          .findFirst()
          .map(Description.Alternative::section)
          .orElse(alternatives.other());
    }

    private static boolean fits(String pattern, String value) {
      return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE).matcher(value).matches();
    }

    private Optional<String> text(String key) {
      return yaml.at(key).flatMap(Yaml::asScalar).map(Yaml.Scalar::text);
    }

    private boolean isFileOf(Description type) {
      Optional<Yaml.Scalar> file = yaml.asScalar().filter(Reference::is);
      file.flatMap(files).ifPresent(tree -> walk(type, unwrapped(tree)));
      return file.isPresent();
    }
  }

  private void keys(SectionDescription section, Yaml.Mapping map) {
    for (Yaml.Entry entry : map.entries()) {
      for (KeyDescription key : section.keys()) {
        if (key.spellings().contains(entry.key())) {
          used.add(place(section, entry.key()));
          written(key.type(), entry.value()).forEach(word -> used.add(word(key, word)));
          if (key.name().equals("file")) {
            entry.value().asScalar().flatMap(files).ifPresent(tree -> walk(root, tree));
          }
          walk(key.type(), entry.value());
        }
      }
    }
  }

  // A file may say in its first line what it is for.
  private static Yaml unwrapped(Yaml tree) {
    return WRAPPERS.stream()
        .map(tree::unwrapped)
        .filter(inner -> inner != tree)
        .findFirst()
        .orElse(tree);
  }

  private static Set<String> written(Description type, Yaml yaml) {
    Set<String> written = new HashSet<>();
    Set<String> words = type.accept(new KnownWords()).own();
    for (Yaml item : yaml.items()) {
      item.asScalar()
          .ifPresent(
              scalar ->
                  words.stream()
                      .filter(scalar.text().strip()::equalsIgnoreCase)
                      .forEach(written::add));
      item.asMapping().stream()
          .flatMap(map -> map.entries().stream())
          .map(Yaml.Entry::key)
          .filter(words::contains)
          .forEach(written::add);
    }
    return written;
  }
}
