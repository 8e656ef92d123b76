package io.bidlake.maintenance.action;

import java.time.Clock;
import java.time.Duration;
import java.util.function.LongUnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.TableOperations;

/** Lets time pass. Iceberg removes the table's earlier metadata files thereby. */
public final class Ages {

  private static final Pattern TIMESTAMP =
      Pattern.compile("\"(timestamp-ms|last-updated-ms)\"\\s*:\\s*(\\d+)");

  private Ages() {}

  /** Makes all that was done to a table so far look as if it had been done earlier. */
  public static void pass(Table table, Duration time) {
    change(table, timestamp -> timestamp - time.toMillis());
  }

  /** Makes one snapshot look as if the clock of its committer had been slow. */
  public static void slowClock(Table table, long snapshotId, Duration by) {
    table.refresh();
    long time = table.snapshot(snapshotId).timestampMillis();
    change(table, timestamp -> timestamp == time ? time - by.toMillis() : timestamp);
  }

  /** A clock that is ahead: to it, all files are old. */
  public static Clock in(Duration time) {
    return Clock.offset(Clock.systemUTC(), time);
  }

  private static void change(Table table, LongUnaryOperator change) {
    TableOperations operations = ((HasTableOperations) table).operations();
    TableMetadata current = operations.refresh();
    String changed =
        TIMESTAMP
            .matcher(TableMetadataParser.toJson(current))
            .replaceAll(match -> changed(match, change));
    operations.commit(current, TableMetadataParser.fromJson(changed));
    table.refresh();
  }

  private static String changed(MatchResult match, LongUnaryOperator change) {
    long time = change.applyAsLong(Long.parseLong(match.group(2)));
    return "\"%s\":%d".formatted(match.group(1), time);
  }
}
