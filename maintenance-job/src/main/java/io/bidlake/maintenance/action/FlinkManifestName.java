package io.bidlake.maintenance.action;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of a manifest says that a Flink sink wrote at a checkpoint and has not committed
 * yet, or did commit and could not remove.
 */
record FlinkManifestName(FlinkWriter writer, long checkpointId) {

  // Job, operator, subtask, attempt, checkpoint, count and sometimes a suffix.
  private static final Pattern NAME =
      Pattern.compile(
          "([0-9a-f]{32})-(.+?)-(\\d{5,10})-(\\d{1,10})-(\\d{1,18})-(\\d{5,10})(-.*)?\\.avro");

  static Optional<FlinkManifestName> of(String location) {
    Matcher matcher = NAME.matcher(FilePath.name(location));
    return matcher.matches()
        ? Optional.of(
            new FlinkManifestName(
                new FlinkWriter(matcher.group(1), matcher.group(2)),
                Long.parseLong(matcher.group(5))))
        : Optional.empty();
  }
}
