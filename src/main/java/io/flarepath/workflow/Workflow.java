package io.flarepath.workflow;

import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Source;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One workflow file.
 *
 * @param source the file
 * @param name the workflow's name; where the file has none, the file's own name without its ending
 * @param title what people call it, may be empty
 * @param description may be empty
 * @param schedule when it should run; Flarepath shows it and leaves running to schedulers
 * @param jobs the entries of {@code dag}, in the order in which they are written, and those of the
 *     workflows that it takes in
 */
public record Workflow(
    Source source,
    Located<String> name,
    String title,
    String description,
    Optional<Schedule> schedule,
    List<Job> jobs) {

  public Workflow {
    jobs = List.copyOf(jobs);
  }

  /**
   * The same, with other words in what tables tell of themselves: titles, descriptions, tags and
   * properties, which everybody who reads a table can read.
   */
  public Workflow reworded(UnaryOperator<String> words) {
    List<Job> reworded =
        jobs.stream()
            .map(
                job ->
                    job.<Job>match(flare -> flare.reworded(words), other -> other, other -> other))
            .toList();
    return new Workflow(source, name, title, description, schedule, reworded);
  }

  /** The job of this name. */
  public Optional<Job> job(String name) {
    return jobs.stream().filter(job -> job.name().value().equals(name)).findFirst();
  }
}
