package io.bidlake.local.flink;

import io.bidlake.local.config.Addresses;
import io.bidlake.local.config.Installation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The job that maintains the tables. It is not among the {@link Jobs}, because it reads no topics.
 */
public final class Maintenance {
  public static final String NAME = "bidlake-maintenance";
  public static final String MODULE = "maintenance-job";

  /** Shorter intervals than the job's own defaults, as the tables here are small and new. */
  private static final Map<String, String> SOONER =
      Map.of(
          "check-interval", "10s",
          "compaction.interval", "1m",
          "compaction.after-files", "100",
          "compaction.retry-after", "1m",
          "expire.interval", "5m",
          "expire.max-age", "1h",
          "expire.restore-within", "1h",
          "dangling-deletes.interval", "1m",
          "manifests.interval", "5m");

  private Maintenance() {}

  /**
   * The job that runs continuously beside the others. It reads its settings from the environment in
   * which it is submitted. The launcher's own defaults are passed as arguments, unless the user has
   * set these settings in the environment.
   */
  public static Job job(
      Installation installation, Addresses addresses, Map<String, String> environment) {
    return new Job(NAME, installation.shadedJar(MODULE), addresses.catalogArguments())
        .withArguments(Jobs.unlessSet(SOONER, environment));
  }

  /**
   * The arguments of the job's main method for a single pass; settings in {@code added} take
   * precedence.
   */
  public static List<String> passArguments(Addresses addresses, List<String> added) {
    // It comes first: a stray word among the added arguments would otherwise become its value.
    List<String> arguments = new ArrayList<>(List.of("--once"));
    arguments.addAll(addresses.catalogArguments());
    arguments.addAll(added);
    return arguments;
  }
}
