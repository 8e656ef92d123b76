package io.bidlake.bench.contender;

import io.bidlake.bench.data.Traffic;
import io.bidlake.local.config.Addresses;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a contender is to do, the same for all of a comparison but for the names.
 *
 * @param traffic the topics to read
 * @param namespace the tables to write
 * @param group the consumer group, where the contender commits offsets
 * @param parallelism tasks, or threads
 * @param commitInterval how often to commit
 * @param folder where it may keep its own state
 */
public record Task(
    Traffic traffic,
    String namespace,
    String group,
    int parallelism,
    Duration commitInterval,
    Path folder) {

  /** The settings that every program of ours understands. */
  public List<String> arguments(Addresses addresses) {
    List<String> arguments = new ArrayList<>(addresses.asArguments());
    arguments.addAll(traffic.asArguments());
    arguments.addAll(List.of("--lake.namespace", namespace));
    return arguments;
  }

  /** The same with the group in which an engine commits its offsets to Kafka. */
  public List<String> groupArguments(Addresses addresses) {
    List<String> arguments = arguments(addresses);
    arguments.addAll(List.of("--kafka.group-id", group));
    return arguments;
  }

  /**
   * The settings of a program that takes all of the task.
   *
   * @param basic those that it takes from the ones above
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

  /** The settings of a program that asks nobody else for threads and commits. */
  public List<String> paceArguments() {
    return List.of(
        "--parallelism",
        Integer.toString(parallelism),
        "--commit-interval",
        commitInterval.toMillis() + "ms");
  }
}
