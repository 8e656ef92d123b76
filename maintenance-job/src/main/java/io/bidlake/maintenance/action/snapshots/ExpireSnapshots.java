package io.bidlake.maintenance.action.snapshots;

import static org.apache.iceberg.TableProperties.MAX_SNAPSHOT_AGE_MS;
import static org.apache.iceberg.TableProperties.MAX_SNAPSHOT_AGE_MS_DEFAULT;

import com.google.common.collect.Iterables;
import com.google.common.collect.Streams;
import io.bidlake.maintenance.action.Effect;
import io.bidlake.maintenance.action.FileRemoval;
import io.bidlake.maintenance.action.TableAction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.iceberg.ExpireSnapshots.CleanupLevel;
import org.apache.iceberg.Table;
import org.apache.iceberg.util.PropertyUtil;

/**
 * Expires old snapshots of a table and deletes the files that only they need. Snapshots that a
 * Flink sink needs when it is restored are kept, regardless of their age.
 */
public record ExpireSnapshots(ExpireSettings settings, Clock clock) implements TableAction {

  public ExpireSnapshots(ExpireSettings settings) {
    this(settings, Clock.systemUTC());
  }

  @Override
  public Effect run(Table table, Run run) {
    table.refresh();
    if (run == Run.DRY) {
      AtomicLong files = new AtomicLong();
      return expire(table, uncommitted(table), file -> files.incrementAndGet())
          .map(detail -> new Effect(files.get(), 0, -1, -1, detail))
          .orElseGet(Effect::nothing);
    }
    FileRemoval removal = new FileRemoval(table.io());
    Optional<String> expired = expire(table, table, removal::remove);
    removal.finish();
    return expired.map(detail -> effect(removal, detail)).orElseGet(Effect::nothing);
  }

  /**
   * Returns the number of snapshots that are older than both the maximum age and the oldest
   * savepoint from which a writer may be restored.
   */
  public long overdue(Table table) {
    Duration age = Collections.max(List.of(maxAge(table), settings.restoreWithin()));
    long limit = clock.instant().minus(age).toEpochMilli();
    return Streams.stream(table.snapshots())
        .filter(snapshot -> snapshot.timestampMillis() < limit)
        .count();
  }

  /**
   * Expires snapshots and returns a description; if a writer prevents any expiry, returns the
   * reason. Empty if no snapshot is old enough.
   *
   * @param target the table, or an uncommitted copy
   */
  private Optional<String> expire(Table table, Table target, Consumer<String> remove) {
    Instant now = clock.instant();
    Instant byAge = now.minus(maxAge(table));
    WriterHistory history = WriterHistory.of(table, settings, now);
    Optional<WriterHistory.Needed> holding =
        history.furthest().filter(needed -> needed.since().isBefore(byAge));
    Instant limit = holding.map(WriterHistory.Needed::since).orElse(byAge);
    int before = Iterables.size(table.snapshots());

    Table expired = uncommitted(table);
    expiry(expired, limit).cleanupLevel(CleanupLevel.NONE).commit();
    if (Iterables.size(expired.snapshots()) == before) {
      return holding.map(ExpireSnapshots::keptBack);
    }
    history.requireIn(expired);
    expiry(target, limit).deleteWith(remove).commit();
    target.refresh();
    String kept = holding.map(needed -> "; " + keptBack(needed)).orElse("");
    return Optional.of(
        "snapshots %d -> %d%s".formatted(before, Iterables.size(target.snapshots()), kept));
  }

  /** Returns a copy of the table that shows what a commit would do, without committing it. */
  private static Table uncommitted(Table table) {
    return table.newTransaction().table();
  }

  private org.apache.iceberg.ExpireSnapshots expiry(Table table, Instant limit) {
    // The limit is exclusive: a snapshot exactly as old as the limit is kept.
    org.apache.iceberg.ExpireSnapshots expiry =
        table.expireSnapshots().expireOlderThan(limit.toEpochMilli());
    return settings.keepLast() == null ? expiry : expiry.retainLast(settings.keepLast());
  }

  private Duration maxAge(Table table) {
    return settings.maxAge() != null
        ? settings.maxAge()
        : Duration.ofMillis(
            PropertyUtil.propertyAsLong(
                table.properties(), MAX_SNAPSHOT_AGE_MS, MAX_SNAPSHOT_AGE_MS_DEFAULT));
  }

  private static String keptBack(WriterHistory.Needed needed) {
    return "kept back to %s for the writer of job %s operator %s"
        .formatted(needed.since(), needed.writer().jobId(), needed.writer().operatorId());
  }

  private static Effect effect(FileRemoval removal, String detail) {
    long failed = removal.failed();
    String failures = failed == 0 ? "" : "; %d files could not be removed".formatted(failed);
    return new Effect(removal.removed() + failed, failed, -1, -1, detail + failures);
  }
}
