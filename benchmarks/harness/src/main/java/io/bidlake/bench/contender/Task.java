package io.bidlake.bench.contender;

import io.bidlake.bench.data.Traffic;
import io.bidlake.local.config.Addresses;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The task of a contender; the same for all contenders of a comparison, except for the names.
 *
 * @param traffic the topics to read
 * @param namespace the tables to write
 * @param group the consumer group, if the contender commits offsets
 * @param parallelism the number of tasks or threads
 * @param commitInterval how often to commit
 * @param folder a folder for the contender's state
 */
public record Task(
    Traffic traffic,
    String namespace,
    String group,
    int parallelism,
    Duration commitInterval,
    Path folder) {

  /** The settings that all programs of Bidlake share. */
  public List<String> arguments(Addresses addresses) {
    List<String> arguments = new ArrayList<>(addresses.asArguments());
    arguments.addAll(traffic.asArguments());
    arguments.addAll(List.of("--lake.namespace", namespace));
    return arguments;
  }

  /**
   * The settings that all programs share, and the consumer group in which an engine commits its
   * offsets.
   */
  public List<String> groupArguments(Addresses addresses) {
    List<String> arguments = arguments(addresses);
    arguments.addAll(List.of("--kafka.group-id", group));
    return arguments;
  }

  /**
   * The settings of a program that takes the whole task as arguments.
   *
   * @param basic the settings from one of the methods above
   */
  public List<String> allArguments(List<String> basic) {
    List<String> arguments = new ArrayList<>(basic);
    arguments.addAll(paceArguments());
    arguments.addAll(
        List.of(
            "--workload",
            traffic.isNested() ? "events" : "notices",
            "--work-folder",
            folder.toString()));
    return arguments;
  }

  /** The settings of a program that sets its own number of threads and commit interval. */
  public List<String> paceArguments() {
    return List.of(
        "--parallelism",
        Integer.toString(parallelism),
        "--commit-interval",
        commitInterval.toMillis() + "ms");
  }
}
