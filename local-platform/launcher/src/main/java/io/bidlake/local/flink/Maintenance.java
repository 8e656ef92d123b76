package io.bidlake.local.flink;

import io.bidlake.local.config.Addresses;
import io.bidlake.local.config.Installation;
import io.bidlake.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The job that maintains the tables. It reads no topics, so it is none of the {@link Jobs}: nobody
 * waits for what it has read.
 */
public final class Maintenance {
  public static final String NAME = "bidlake-maintenance";
  public static final String MODULE = "maintenance-job";

  private static final String DESCRIPTION = "How often, or from when on, tables are maintained";

  /** The tables here are small and young, and somebody watches: all is due sooner. */
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
   * The job that goes on beside the others. The job itself reads its settings from the environment
   * that it is submitted in; those of which we think otherwise give way to the user's there too.
   */
  public static Job job(
      Installation installation, Addresses addresses, Map<String, String> environment) {
    Settings user = Settings.of(List.of(), environment);
    List<String> arguments = new ArrayList<>(addresses.catalogArguments());
    SOONER.forEach(
        (key, ours) -> arguments.addAll(List.of("--" + key, user.text(key, ours, DESCRIPTION))));
    return new Job(NAME, installation.shadedJar(MODULE), arguments);
  }

  /** What the job's main gets for a single pass; settings that are added win. */
  public static List<String> passArguments(Addresses addresses, List<String> added) {
    // First, or else a stray word among the added ones would become its value.
    List<String> arguments = new ArrayList<>(List.of("--once"));
    arguments.addAll(addresses.catalogArguments());
    arguments.addAll(added);
    return arguments;
  }
}
