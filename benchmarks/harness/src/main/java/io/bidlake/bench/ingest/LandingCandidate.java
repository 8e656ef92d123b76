package io.bidlake.bench.ingest;

import io.bidlake.bench.contender.Attempt;
import io.bidlake.bench.contender.Candidate;
import io.bidlake.bench.contender.Task;
import io.bidlake.bench.data.Traffic;
import io.bidlake.bench.result.Contender;
import io.bidlake.local.config.Addresses;
import io.bidlake.tables.FlatTable;
import io.bidlake.tables.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The landing job, which knows nothing of the topics: it creates the tables from the schemas of
 * their records. Rules give them the names and the partitioning of the tables of the others.
 *
 * @param job the job in Flink
 */
record LandingCandidate(Candidate job) implements Candidate {

  @Override
  public Contender contender() {
    return job.contender();
  }

  @Override
  public boolean createsTables() {
    return true;
  }

  @Override
  public Attempt start(Task task) throws IOException {
    Files.createDirectories(task.folder());
    Files.writeString(rules(task), rules(task.traffic()));
    return job.start(task);
  }

  /** The arguments of the job, which reads all topics of the task that are not empty. */
  static List<String> arguments(Task task, Addresses addresses) {
    List<String> arguments = new ArrayList<>(addresses.asArguments());
    arguments.addAll(
        List.of(
            "--kafka.group-id",
            task.group(),
            "--landing.topics",
            pattern(task.traffic()),
            "--landing.namespace",
            task.namespace(),
            "--landing.rules",
            rules(task).toString(),
            // Of the dead letters, which must be elsewhere.
            "--lake.namespace",
            task.namespace() + "_letters"));
    return arguments;
  }

  private static String pattern(Traffic traffic) {
    return traffic.read().stream()
        .map(topic -> Pattern.quote(traffic.nameOf(topic)))
        .collect(Collectors.joining("|"));
  }

  private static Path rules(Task task) {
    return task.folder().resolve("rules.yaml");
  }

  /** The rules of the topics that are read, as a file. */
  static String rules(Traffic traffic) {
    StringBuilder rules = new StringBuilder("topics:\n");
    for (FlatTable<?> table : Tables.FLAT) {
      if (traffic.read().contains(table.topic())) {
        rules.append(
            """
              %s:
                table: %s
                partition-by: day(event_timestamp)
            """
                .formatted(traffic.nameOf(table.topic()), table.name()));
      }
    }
    return rules.toString();
  }
}
