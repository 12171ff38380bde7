package io.flarepath.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a section is, as plain data. Two descriptions are the same section only if they are the same
 * object: sections of one place may differ in what is made of them.
 *
 * @param place where it is in a file, for example {@code inputs[].incremental}; empty for the
 *     outermost section
 * @param keys every key that the grammar has here
 * @param extras what is done with keys that it does not have
 * @param constraints what must hold among the keys
 */
public record SectionDescription(
    String place, List<KeyDescription> keys, Extras extras, List<Constraint> constraints)
    implements Description {

  public SectionDescription {
    keys = List.copyOf(keys);
    constraints = List.copyOf(constraints);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.section(this);
  }

  /** Every key that may be written here, in every spelling. */
  public List<String> spellings() {
    return keys.stream().flatMap(key -> key.spellings().stream()).toList();
  }

  /** The place in words. */
  public String where() {
    return place.isEmpty() ? "the top level of the file" : "`" + place + "`";
  }

  /**
   * What a key is, as plain data.
   *
   * @param name its main spelling
   * @param type what its value may be
   * @param support what is made of it
   * @param isRequired whether its section is wrong without it
   * @param doc what it is, in a sentence without its capital and its full stop
   * @param traits what else there is to know
   */
  public record KeyDescription(
      String name,
      Description type,
      Support support,
      boolean isRequired,
      String doc,
      Traits traits) {

    /** The name and all synonyms. */
    public List<String> spellings() {
      List<String> spellings = new ArrayList<>();
      spellings.add(name);
      spellings.addAll(traits.synonyms());
      return spellings;
    }

    /** What the key is, in a sentence, and since when. */
    public String sentence() {
      String sentence = Character.toUpperCase(doc.charAt(0)) + doc.substring(1) + ".";
      return sentence
          + (traits.fallback().isEmpty() ? "" : " Default: `" + traits.fallback() + "`.")
          + (traits.since().isEmpty() ? "" : " Since " + traits.since() + ".");
    }

    /** Why something else should be written instead; empty where nothing should. */
    public Optional<String> warning(String spelling) {
      if (!traits.instead().isEmpty()) {
        return Optional.of("an old form of `" + traits.instead() + "`");
      }
      if (!traits.rightPlace().isEmpty()) {
        return Optional.of("belongs in `" + traits.rightPlace() + "`");
      }
      if (support == Support.NOT_YET) {
        return Optional.of("not supported yet");
      }
      return spelling.equals(name) ? Optional.empty() : Optional.of("an alias of `" + name + "`");
    }
  }
}
