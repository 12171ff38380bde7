package io.flarepath.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import scala.Option;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.runtime.BoxedUnit;
import scala.util.Either;
import scopt.OptionDef;
import scopt.OptionParser;
import scopt.Read;
import scopt.Read$;

/**
 * The command line in scopt's terms. It only separates options from words; what they mean is
 * decided by {@link ArgumentParser}, so that every message is ours.
 *
 * <p>Commands are words to it as well: scopt 4.1 forgets its commands once it has met an option, so
 * that with them {@code flarepath --json run} would not be understood.
 */
final class ScoptParser extends OptionParser<Draft> {

  private static final Read<String> TEXT = Read$.MODULE$.stringRead();
  private static final Read<BoxedUnit> NOTHING = Read$.MODULE$.unitRead();

  private final List<String> complaints = new ArrayList<>();

  ScoptParser() {
    super("flarepath");
    Arrays.stream(CommandOption.values()).forEach(this::option);
    arg("word", TEXT)
        .optional()
        .unbounded()
        .action(
            (word, draft) -> {
              draft.word(word);
              return draft;
            });
  }

  /** What scopt has to say against the arguments, in its own words; empty when nothing. */
  List<String> parse(List<String> arguments, Draft draft) {
    Option<Draft> unused = parse(sequence(arguments), draft);
    return List.copyOf(complaints);
  }

  private void option(CommandOption choice) {
    if (choice.takesValue()) {
      option(choice, TEXT, value -> value);
    } else {
      option(choice, NOTHING, nothing -> "");
    }
  }

  private <A> void option(CommandOption choice, Read<A> type, Function<A, String> text) {
    OptionDef<A, Draft> option = opt(choice.word(), type);
    OptionDef<A, Draft> named = choice.letter().isEmpty() ? option : option.abbr(choice.letter());
    named
        .unbounded()
        .action(
            (value, draft) -> {
              draft.option(choice, text.apply(value));
              return draft;
            });
  }

  private static <T> Seq<T> sequence(List<? extends T> list) {
    return JavaConverters.<T>asScalaBuffer(new ArrayList<>(list)).toSeq();
  }

  @Override
  public Option<Object> showUsageOnError() {
    return Option.apply(false);
  }

  @Override
  public void reportError(String message) {
    complaints.add(message);
  }

  @Override
  public void reportWarning(String message) {
    complaints.add(message);
  }

  /** scopt would print its own usage. */
  @Override
  public void displayToOut(String message) {}

  /** scopt would print its own usage. */
  @Override
  public void displayToErr(String message) {}

  /** scopt would end the process. */
  @Override
  public void terminate(Either<String, BoxedUnit> state) {}
}
