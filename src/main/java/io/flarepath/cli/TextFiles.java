package io.flarepath.cli;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Source;
import io.flarepath.grammar.ReferencedFiles;
import io.flarepath.secret.Vault;
import io.flarepath.secret.WrittenSecrets;
import io.flarepath.settings.SettingsFiles;
import io.flarepath.spark.HadoopFiles;
import io.flarepath.workflow.yaml.WorkflowReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the user's files: local ones, and those of any file system that Hadoop knows. */
final class TextFiles implements SettingsFiles {

  private final SettingsFiles local = SettingsFiles.local(Path.of(""));

  private final Vault vault;

  /**
   * Files of the user.
   *
   * @param vault gets the secrets of workflows
   */
  TextFiles(Vault vault) {
    this.vault = vault;
  }

  /** The secrets of the files that were read. */
  Vault vault() {
    return vault;
  }

  /**
   * The files that a workflow refers to; their secrets are known before anything is said of them.
   */
  ReferencedFiles referred() {
    return name -> learnt(text(name));
  }

  private Optional<String> learnt(Optional<String> text) {
    text.ifPresent(found -> vault.learn(WrittenSecrets.in(found, WorkflowReader.environment())));
    return text;
  }

  @Override
  public Optional<String> text(String name) throws IOException {
    if (!name.contains("://")) {
      return local.text(name);
    }
    return new HadoopFiles().text(name);
  }

  /** A workflow file; its problems are reported, not thrown, by the caller. */
  Source workflow(String name) {
    String why;
    try {
      Optional<String> text = learnt(text(name));
      if (text.isPresent()) {
        return new Source(name, text.get());
      }
      why = "the file does not exist";
    } catch (IOException | RuntimeException e) {
      why = Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
    }
    throw new FlarepathException(
        Diagnostic.error(Code.FILE_UNREADABLE, "the workflow `" + name + "` cannot be read")
            .because(why)
            .help("relative paths are resolved against the working directory"));
  }
}
