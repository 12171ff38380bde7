package io.flarepath.grammar;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Passage;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Source;
import io.flarepath.diagnostic.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Composes the tree of a file from the parser's events. The library's own composer would do, but it
 * recurses without a limit, so a file of ten thousand brackets would end in a stack overflow.
 */
public final class YamlTree {

  private static final int MAX_CHARACTERS = 2_000_000;
  private static final int MAX_DEPTH = 60;
  private static final int MAX_VALUES = 100_000;
  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setCodePointLimit(MAX_CHARACTERS).setAllowDuplicateKeys(true).build();

  private final Source source;
  private final Offsets offsets;
  private final Variables variables;
  private final Problems problems;
  private final Diagnostic empty;
  private final Iterator<Event> events;
  private final Map<String, Yaml> anchors = new HashMap<>();
  private final Map<String, Integer> sizes = new HashMap<>();
  private int values;

  private YamlTree(
      Source source, String text, Variables variables, Problems problems, Diagnostic empty) {
    this.source = source;
    this.offsets = new Offsets(source.text());
    this.variables = variables;
    this.problems = problems;
    this.empty = empty;
    this.events = new Parse(SETTINGS).parseString(text).iterator();
  }

  /**
   * The file's one document; empty where there is none, or where a problem was found instead.
   *
   * @param empty what is reported, at the file's begin, where it holds nothing
   */
  public static Optional<Yaml> of(
      Source source, Variables variables, Problems problems, Diagnostic empty) {
    if (source.text().length() > MAX_CHARACTERS) {
      problems.add(
          Diagnostic.error(Code.FILE_UNREADABLE, "the workflow file is too long")
              .at(source.span(0, 1))
              .because("it has " + source.text().length() + " characters"));
      return Optional.empty();
    }
    Problems strict = new Problems();
    Optional<Yaml> document = of(source, source.text(), variables, strict, empty);
    String relaxed = HarmlessTabs.replaced(source.text());
    if (document.isEmpty() && !relaxed.equals(source.text())) {
      return of(source, relaxed, variables, problems, empty);
    }
    problems.addAll(strict.all());
    return document;
  }

  /** Reads text that has the same characters at the same positions, except for white space. */
  private static Optional<Yaml> of(
      Source source, String text, Variables variables, Problems problems, Diagnostic empty) {
    YamlTree tree = new YamlTree(source, text, variables, problems, empty);
    try {
      return tree.document();
    } catch (YamlEngineException failure) {
      problems.add(SyntaxProblem.of(failure, source, tree.offsets));
    } catch (GivenUp stop) {
      problems.add(stop.diagnostic);
    }
    return Optional.empty();
  }

  private Optional<Yaml> document() {
    Optional<Yaml> found = Optional.empty();
    while (events.hasNext()) {
      if (events.next() instanceof DocumentStartEvent start) {
        Yaml document = node(events.next(), Optional.empty(), 0);
        if (document.asScalar().filter(Yaml.Scalar::isNull).isPresent()) {
          continue;
        }
        if (found.isPresent()) {
          throw new GivenUp(
              Diagnostic.error(Code.YAML_SYNTAX, "more than one YAML document in a file")
                  .at(span(start))
                  .help("put each workflow in its own file"));
        }
        found = Optional.of(document);
      }
    }
    if (found.isEmpty()) {
      problems.add(empty.at(source.span(0, 1)));
    }
    return found;
  }

  private Yaml node(Event event, Optional<Span> owner, int depth) {
    count(event, 1);
    if (depth > MAX_DEPTH) {
      throw new GivenUp(
          Diagnostic.error(Code.YAML_SYNTAX, "nested more than " + MAX_DEPTH + " levels deep")
              .at(span(event)));
    }
    int start = values;
    Yaml node = built(event, owner, depth);
    if (event instanceof NodeEvent named && !(event instanceof AliasEvent)) {
      named.getAnchor().map(Anchor::getValue).ifPresent(name -> remember(name, node, start));
    }
    return node;
  }

  private Yaml built(Event event, Optional<Span> owner, int depth) {
    if (event instanceof ScalarEvent scalar) {
      return scalar(scalar);
    }
    if (event instanceof SequenceStartEvent) {
      return sequence(owner.orElse(span(event)), depth);
    }
    if (event instanceof MappingStartEvent) {
      return mapping(owner, span(event), depth);
    }
    return alias((AliasEvent) event);
  }

  private void remember(String name, Yaml node, int start) {
    anchors.put(name, node);
    sizes.put(name, values - start + 1);
  }

  // Aliases share their value, but a walk over the tree meets it each time.
  private void count(Event event, int more) {
    values += more;
    if (values > MAX_VALUES) {
      throw new GivenUp(
          Diagnostic.error(Code.YAML_SYNTAX, "more than " + MAX_VALUES + " values in one file")
              .at(span(event))
              .because("each alias counts as all the values it expands to"));
    }
  }

  private Yaml alias(AliasEvent alias) {
    String name = alias.getAlias().getValue();
    Yaml node = anchors.get(name);
    if (node == null) {
      throw new GivenUp(
          Diagnostic.error(Code.YAML_SYNTAX, "the alias `*" + name + "` is not defined")
              .at(span(alias))
              .because("no earlier value has the anchor `&" + name + "`")
              .help("for a value that begins with a star, put it in quotes: '*" + name + "'"));
    }
    count(alias, sizes.getOrDefault(name, 1));
    return node;
  }

  private Yaml.Sequence sequence(Span span, int depth) {
    List<Yaml> items = new ArrayList<>();
    for (Event next = events.next(); !isEnd(next); next = events.next()) {
      items.add(node(next, Optional.empty(), depth + 1));
    }
    return new Yaml.Sequence(items, span);
  }

  private Yaml.Mapping mapping(Optional<Span> owner, Span start, int depth) {
    Entries entries = new Entries(problems);
    List<Span> places = new ArrayList<>();
    for (Event next = events.next(); !isEnd(next); next = events.next()) {
      Yaml key = node(next, Optional.empty(), depth + 1);
      Span place = span(next);
      places.add(place);
      Yaml value = node(events.next(), Optional.of(place), depth + 1);
      entries.add(key, place, value);
    }
    Span first = places.isEmpty() ? start : places.get(0);
    return new Yaml.Mapping(entries.all(), owner.orElse(first));
  }

  private Yaml.Scalar scalar(ScalarEvent event) {
    int start = event.getStartMark().map(mark -> offsets.of(mark.getIndex())).orElse(0);
    int end = event.getEndMark().map(mark -> offsets.of(mark.getIndex())).orElse(start);
    boolean isBlock = event.isLiteral() || event.isFolded();
    Passage written = Passage.in(event.getValue(), source, isBlock ? afterLine(start) : start, end);
    if (event.isPlain()) {
      checkTabs(source.span(start, 1), end);
    }
    boolean isNull = event.isPlain() && event.getTag().isEmpty() && isNull(event.getValue());
    Span span = isBlock ? written.span() : source.span(start, end - start);
    return new Yaml.Scalar(variables.replaceIn(written, problems), event.getValue(), isNull, span);
  }

  // A line that a tab indents may silently become part of the plain text before it.
  private void checkTabs(Span start, int end) {
    Span last = source.span(end, 1);
    for (int line = start.line() + 1; line <= last.line(); line++) {
      boolean isBefore = line < last.line() || last.column() > source.line(line).indexOf('\t') + 1;
      if (isBefore && SyntaxProblem.isIndentedByTab(source.line(line))) {
        problems.add(SyntaxProblem.tab(new Span(source, line, 1, 1)));
        return;
      }
    }
  }

  private static boolean isNull(String text) {
    return switch (text) {
      case "", "~", "null", "Null", "NULL" -> true;
      default -> false;
    };
  }

  // The header of a block scalar is not part of its text, though it may hold the same characters.
  private int afterLine(int offset) {
    int newline = source.text().indexOf('\n', offset);
    return newline < 0 ? offset : newline + 1;
  }

  private static boolean isEnd(Event event) {
    return event.getEventId() == Event.ID.SequenceEnd || event.getEventId() == Event.ID.MappingEnd;
  }

  private Span span(Event event) {
    int start = event.getStartMark().map(mark -> offsets.of(mark.getIndex())).orElse(0);
    int end = event.getEndMark().map(mark -> offsets.of(mark.getIndex())).orElse(start);
    return source.span(start, end - start);
  }

  /** Reading on makes no sense. */
  private static final class GivenUp extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Diagnostic diagnostic;

    GivenUp(Diagnostic diagnostic) {
      this.diagnostic = diagnostic;
    }
  }
}
