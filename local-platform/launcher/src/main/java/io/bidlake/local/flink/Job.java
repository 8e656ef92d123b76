package io.bidlake.local.flink;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A Flink job that the platform runs.
 *
 * @param name its name in Flink
 * @param jar the jar that {@code flink run} gets
 * @param arguments the arguments of its main method
 * @param parallelism the number of subtasks of each operator; empty for the cluster's default
 * @param flink Flink's own options for this job, on top of the cluster's
 * @param client what the client needs for this job
 */
public record Job(
    String name,
    Path jar,
    List<String> arguments,
    OptionalInt parallelism,
    Map<String, String> flink,
    Client client) {

  /**
   * The client that submits a job.
   *
   * @param main the main class; empty for the one in the jar's manifest
   * @param libraries the class path of libraries that only the client needs, such as Flink's SQL
   *     planner
   */
  public record Client(Optional<String> main, Optional<String> libraries) {
    private static final Client PLAIN = new Client(Optional.empty(), Optional.empty());
  }

  public Job {
    arguments = List.copyOf(arguments);
    flink = Map.copyOf(flink);
  }

  /** A job with the cluster's default parallelism and options. */
  public Job(String name, Path jar, List<String> arguments) {
    this(name, jar, arguments, OptionalInt.empty(), Map.of(), Client.PLAIN);
  }

  /** A copy with this parallelism, which applies when the job is started the next time. */
  public Job withParallelism(int tasks) {
    return new Job(name, jar, arguments, OptionalInt.of(tasks), flink, client);
  }

  /** A copy with more arguments, which override earlier ones. */
  public Job withArguments(List<String> added) {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(added);
    return new Job(name, jar, all, parallelism, flink, client);
  }

  /** A copy with these Flink options, which override those of the cluster. */
  public Job withFlink(Map<String, String> options) {
    return new Job(name, jar, arguments, parallelism, options, client);
  }

  /** A copy that another client submits. */
  public Job withClient(Client other) {
    return new Job(name, jar, arguments, parallelism, flink, other);
  }
}
