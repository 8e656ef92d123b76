package io.bidlake.landing.sink;

import com.google.common.collect.Streams;
import io.bidlake.landing.table.LandingCatalog;
import io.bidlake.landing.table.SharedTables;
import io.bidlake.landing.table.TablesLocation;
import io.bidlake.runtime.lake.Internals;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.util.ExceptionUtils;
import org.apache.flink.util.IOUtils;
import org.apache.flink.util.function.SupplierWithException;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.flink.sink.SinkUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits the files of several tables at a time, where Iceberg's committer commits one table after
 * the other. Each table always has the same one of Iceberg's committers, which are not thread-safe.
 *
 * <p>The rows of a table that was dropped are gone with it. After a restart, a checkpoint that is
 * in a table already, and whose list of files was removed therefore, counts as committed.
 */
final class GuardedCommitter implements Committer<Object> {

  private static final Logger LOG = LoggerFactory.getLogger(GuardedCommitter.class);
  private static final int AT_A_TIME = 8;

  private final TablesLocation location;
  private final List<Committer<Object>> committers = new ArrayList<>();
  private final ExecutorService threads;

  /**
   * @param icebergs creates one of Iceberg's committers
   */
  GuardedCommitter(
      SupplierWithException<Committer<Object>, IOException> icebergs, TablesLocation location)
      throws IOException {
    this.location = location;
    for (int i = 0; i < AT_A_TIME; i++) {
      committers.add(icebergs.get());
    }
    SharedTables.acquire(location);
    threads =
        Executors.newFixedThreadPool(
            AT_A_TIME,
            work -> {
              Thread thread = new Thread(work, "commit-landing-tables");
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public void commit(Collection<CommitRequest<Object>> requests)
      throws IOException, InterruptedException {
    Map<TableIdentifier, List<CommitRequest<Object>>> ofTable = new LinkedHashMap<>();
    for (CommitRequest<Object> request : requests) {
      ofTable.computeIfAbsent(tableOf(request), any -> new ArrayList<>()).add(request);
    }
    List<Future<List<CommitRequest<Object>>>> outcomes = new ArrayList<>();
    ofTable.forEach((table, pending) -> outcomes.add(threads.submit(() -> commit(table, pending))));
    await(outcomes);
  }

  private static void await(List<Future<List<CommitRequest<Object>>>> outcomes)
      throws IOException, InterruptedException {
    IOException failure = null;
    for (Future<List<CommitRequest<Object>>> outcome : outcomes) {
      try {
        outcome.get().forEach(CommitRequest::signalAlreadyCommitted);
      } catch (ExecutionException e) {
        ExceptionUtils.rethrowIfFatalErrorOrOOM(e.getCause());
        if (failure == null) {
          failure = new IOException(e.getCause());
        } else {
          failure.addSuppressed(e.getCause());
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** Commits to one table; returns the requests that need no commit. */
  private List<CommitRequest<Object>> commit(
      TableIdentifier table, List<CommitRequest<Object>> requests)
      throws IOException, InterruptedException {
    Committer<Object> committer = committers.get(Math.floorMod(table.hashCode(), AT_A_TIME));
    List<CommitRequest<Object>> done = new ArrayList<>();
    synchronized (committer) {
      for (CommitRequest<Object> request : requests) {
        try {
          committer.commit(List.of(request));
        } catch (NoSuchTableException e) {
          LOG.error("{}: rows that were written to it before are gone with it", table, e);
          SharedTables.wasDropped(location, table);
          done.add(request);
        } catch (NotFoundException e) {
          if (!isCommitted(table, request.getCommittable())) {
            throw e;
          }
          done.add(request);
        }
      }
    }
    return done;
  }

  /** Returns whether a snapshot of the table has the checkpoint of the job's operator. */
  private boolean isCommitted(TableIdentifier version, Object committable) {
    Map<String, String> wanted =
        Map.of(
            SinkUtil.FLINK_JOB_ID,
            Internals.value(committable, "jobId").toString(),
            SinkUtil.OPERATOR_ID,
            Internals.value(committable, "operatorId").toString(),
            SinkUtil.MAX_COMMITTED_CHECKPOINT_ID,
            Internals.value(committable, "checkpointId").toString());
    Table table = new LandingCatalog.Loader(location).loadCatalog().loadTable(version);
    return Streams.stream(table.snapshots())
        .anyMatch(snapshot -> snapshot.summary().entrySet().containsAll(wanted.entrySet()));
  }

  private static TableIdentifier tableOf(CommitRequest<Object> request) {
    Object key = Internals.value(request.getCommittable(), "key");
    return TableIdentifier.parse((String) Internals.value(key, "tableName"));
  }

  @Override
  public void close() {
    threads.shutdownNow();
    IOUtils.closeAllQuietly(committers);
    SharedTables.release(location);
  }
}
