package io.flarepath.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentParserTest {

  @Test
  void aRunTakesItsOptionsInAnyOrder() {
    assertThat(
            command(
                "run",
                "--job",
                "a",
                "jobs/x.yaml",
                "-j",
                "b",
                "--catch-up",
                "--max-windows=3",
                "--parallel",
                "2"))
        .isEqualTo(
            new Command.Run(
                "jobs/x.yaml",
                List.of("a", "b"),
                true,
                OptionalInt.of(3),
                OptionalInt.of(2),
                List.of(),
                false));
  }

  @Test
  void aRunWithoutOptionsIsOneCompleteWindowOfEveryJob() {
    assertThat(command("run", "x.yaml"))
        .isEqualTo(
            new Command.Run(
                "x.yaml",
                List.of(),
                false,
                OptionalInt.empty(),
                OptionalInt.empty(),
                List.of(),
                false));
  }

  @Test
  void aPlanTakesWhatARunTakes() {
    assertThat(command("plan", "x.yaml", "--catch-up", "--allow-incomplete", "-k", "c.k=v"))
        .isEqualTo(
            new Command.Plan(
                "x.yaml",
                List.of(),
                true,
                OptionalInt.empty(),
                List.of(new KeyOverride("c", "k", "v")),
                true));
  }

  @Test
  void aKeyEndsAtItsFirstEqualsSignAndItsNameFollowsTheFirstDot() {
    assertThat(command("backfill", "x.yaml", "--key", "a.b.start=2020-01-01 00:00:00.5=x"))
        .isEqualTo(
            new Command.Backfill(
                "x.yaml",
                List.of(),
                List.of(new KeyOverride("a", "b.start", "2020-01-01 00:00:00.5=x"))));
  }

  @Test
  void aKeyMayBeEmptyText() {
    assertThat(command("run", "x.yaml", "--key", "c.k="))
        .extracting("keys")
        .isEqualTo(List.of(new KeyOverride("c", "k", "")));
  }

  @Test
  void otherCommandsAreKnown() {
    assertThat(command("validate", "a.yaml", "b.yaml"))
        .isEqualTo(new Command.Validate(List.of("a.yaml", "b.yaml")));
    assertThat(command("state", "show", "a.yaml"))
        .isEqualTo(new Command.StateShow("a.yaml", List.of()));
    assertThat(command("explain", "fp1203")).isEqualTo(new Command.Explain(Optional.of("fp1203")));
    assertThat(command("explain")).isEqualTo(new Command.Explain(Optional.empty()));
    assertThat(command("query", "select 1")).isEqualTo(new Command.Query("select 1"));
    assertThat(command("version")).isEqualTo(new Command.Version());
    assertThat(command("--version")).isEqualTo(new Command.Version());
  }

  @Test
  void optionsOfACommandMayStandBeforeItToo() {
    assertThat(command("--catch-up", "run", "x.yaml"))
        .isEqualTo(command("run", "x.yaml", "--catch-up"));
    assertThat(command("state", "--json", "show", "x.yaml"))
        .isEqualTo(new Command.StateShow("x.yaml", List.of()));
  }

  @Test
  void globalOptionsStandBeforeOrAfterTheCommand() {
    Globals before =
        globals("--conf", "a.conf", "-q", "--json", "--color", "Never", "run", "x.yaml");
    Globals after = globals("run", "x.yaml", "-q", "--json", "--color", "Never", "--conf=a.conf");
    assertThat(before)
        .isEqualTo(after)
        .isEqualTo(
            new Globals(
                List.of("a.conf"),
                true,
                ColorMode.NEVER,
                true,
                false,
                false,
                false,
                Optional.empty()));
  }

  @Test
  void settingsFilesKeepTheirOrder() {
    assertThat(globals("--conf", "a", "version", "--conf", "b").confFiles())
        .containsExactly("a", "b");
  }

  @Test
  void wordsAfterTwoDashesAreNoOptions() {
    assertThat(command("validate", "--", "--odd-name.yaml"))
        .isEqualTo(new Command.Validate(List.of("--odd-name.yaml")));
  }

  @ParameterizedTest
  @CsvSource({
    "2001-07-02,                  2001-07-02T00:00:00Z",
    "2001-07-02 00:00:00,         2001-07-02T00:00:00Z",
    "2001-07-02 13:30,            2001-07-02T13:30:00Z",
    "2001-07-02T13:30:00,         2001-07-02T13:30:00Z",
    "2001-07-02T13:30:00Z,        2001-07-02T13:30:00Z",
    "2001-07-02T13:30:00.25Z,     2001-07-02T13:30:00.250Z",
    "2001-07-02T13:30:00+02:00,   2001-07-02T11:30:00Z",
    "2001-07-02 13:30:00-05:00,   2001-07-02T18:30:00Z",
  })
  void theExecutionTimeIsAnInstantOrADateOrATimeInUtc(String typed, String instant) {
    Globals globals = globals("run", "x.yaml", "--execution-time", typed);
    assertThat(globals.executionTime()).contains(Instant.parse(instant));
    assertThat(globals.clock().instant()).isEqualTo(Instant.parse(instant));
    assertThat(globals.clock().getZone()).isEqualTo(ZoneOffset.UTC);
  }

  @Test
  void withoutAnExecutionTimeTheClockRuns() {
    Instant before = Instant.now();
    assertThat(globals("version").clock().instant()).isAfterOrEqualTo(before);
  }

  @Test
  void noArgumentsAndHelpInItsThreeFormsPrintHelp() {
    assertThat(help()).isEqualTo(help("help")).isEqualTo(help("--help")).isEqualTo(help("-h"));
    assertThat(help("run", "--help")).isEqualTo(help("help", "run")).contains("flarepath run");
    assertThat(help("state", "show", "-h")).isEqualTo(help("help", "state", "show"));
    assertThat(help("help", "state")).isEqualTo(help("help", "state", "show"));
  }

  @Test
  void whoAsksForHelpGetsItWhateverElseIsWrong() {
    assertThat(help("run", "--help", "--nonsense", "--max-windows", "x"))
        .isEqualTo(help("run", "--help"));
  }

  @Test
  void theColorIsKnownEvenWhenTheRestIsWrong() {
    assertThat(ArgumentParser.parse(List.of("--color=always", "rnu")).color())
        .isEqualTo(ColorMode.ALWAYS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rnu x.yaml --catch-up            | unknown command `rnu` / did you mean `run`?
          frobnicate                       | unknown command `frobnicate` / `flarepath help` lists the commands
          jobs/x.yaml                      | unknown command `jobs/x.yaml` / to run this workflow: `flarepath run jobs/x.yaml`
          run x.yaml --cach-up             | unknown option `--cach-up` / did you mean `--catch-up`?
          run --max-window 3 x.yaml        | unknown option `--max-window` / did you mean `--max-windows`?
          run x.yaml --nonsense=1          | unknown option `--nonsense` / `flarepath help run` lists the options
          run x.yaml -Z                    | unknown option `-Z` / `flarepath help run` lists the options
          validate x.yaml --catch-up       | `validate` does not take `--catch-up` / commands that accept it: `plan`, `run`
          run x.yaml -qj a                 | unknown option `-j` / write its value as a separate argument: `-j VALUE`
          --job a                          | `--job` needs a command / commands that accept it: `plan`, `run`, `backfill`, `state show`, `state set`, `state clear`, `state rewind`, `undo`, `doctor`
          run                              | no workflow given / write `flarepath run WORKFLOW`
          run a.yaml b.yaml                | unexpected argument `b.yaml` / write `flarepath run WORKFLOW`
          query select 1                   | unexpected argument `1` / put the query in quotes
          version now                      | unexpected argument `now` / write `flarepath version`
          run x.yaml --job                 | `--job` needs a value
          run x.yaml --max-windows 0       | `--max-windows 0` is not a number of windows / write a whole number of at least 1
          run x.yaml --parallel 0          | `--parallel 0` is not a number of windows / write a whole number of at least 1
          run x.yaml --max-windows=many    | `--max-windows many` is not a number of windows / write a whole number of at least 1
          run x.yaml --key start=1         | `start=1` is not CONTEXT.KEY=VALUE / for example incremental_flights.start=2001-01-01
          run x.yaml --key .start=1        | `.start=1` is not CONTEXT.KEY=VALUE / for example incremental_flights.start=2001-01-01
          run x.yaml --key c.=1            | `c.=1` is not CONTEXT.KEY=VALUE / for example incremental_flights.start=2001-01-01
          run x.yaml --key c.start         | `c.start` is not CONTEXT.KEY=VALUE / for example incremental_flights.start=2001-01-01
          run x.yaml -k c.s=1 -k c.s=2     | `c.s` is given twice: `1` and `2` / keep one of them
          status x.yaml                    | unknown command `status` / did you mean `state show`?
          state                            | `state` needs a subcommand / choose one of `state show`, `state set`, `state clear`, `state rewind`
          state shw x.yaml                 | unknown command `state shw` / did you mean `state show`?
          help rnu                         | unknown command `rnu` / did you mean `flarepath help run`?
          state set x.yaml                 | no keys and values given / for example `flarepath state set x.yaml orders.start='2020-02-01 00:00:00'`
          state rewind x.yaml              | no target given / add `--to` with a snapshot id or a time; `flarepath state show` lists the publishes
          state rewind x.yaml --to never   | `--to never` is neither a snapshot id nor a time / write 2001-07-02, "2001-07-02 00:00:00" (both UTC) or a snapshot id
          run x.yaml --color pink          | `--color pink` is not a valid choice / write auto, always or never
          run x.yaml -q -v                 | `--quiet` and `--verbose` cannot be combined
          run x.yaml --execution-time 2001 | `--execution-time 2001` is not a time / write 2001-07-02, "2001-07-02 00:00:00" (both UTC) or 2001-07-02T00:00:00+02:00
          """)
  void mistakesAreNamedOnceAndHelpIsOffered(String line, String said) {
    List<Diagnostic> diagnostics = rejected(line.split(" +", -1));
    assertThat(diagnostics).singleElement().extracting(ArgumentParserTest::text).isEqualTo(said);
    assertThat(diagnostics).extracting(Diagnostic::code).containsOnly(Code.BAD_ARGUMENT);
  }

  @Test
  void allMistakesAreNamedAtOnce() {
    assertThat(rejected("run", "x.yaml", "--color", "pink", "--max-windows", "x", "--key", "y"))
        .hasSize(3);
  }

  private static String text(Diagnostic diagnostic) {
    StringBuilder text = new StringBuilder(diagnostic.message());
    diagnostic.notes().forEach(note -> text.append(" / ").append(note));
    diagnostic.help().forEach(help -> text.append(" / ").append(help));
    return text.toString();
  }

  private static Command command(String... arguments) {
    return understood(arguments).command();
  }

  private static Globals globals(String... arguments) {
    return understood(arguments).globals();
  }

  private static Invocation understood(String... arguments) {
    Parsed parsed = ArgumentParser.parse(List.of(arguments));
    assertThat(parsed).isInstanceOf(Parsed.Understood.class);
    return ((Parsed.Understood) parsed).invocation();
  }

  private static String help(String... arguments) {
    Parsed parsed = ArgumentParser.parse(List.of(arguments));
    assertThat(parsed).isInstanceOf(Parsed.HelpWanted.class);
    return ((Parsed.HelpWanted) parsed).text();
  }

  private static List<Diagnostic> rejected(String... arguments) {
    Parsed parsed = ArgumentParser.parse(List.of(arguments));
    assertThat(parsed).isInstanceOf(Parsed.Rejected.class);
    return ((Parsed.Rejected) parsed).diagnostics();
  }
}
