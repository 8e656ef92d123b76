package io.bidlake.sql;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.ResultKind;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.table.api.config.TableConfigOptions;
import org.apache.flink.table.catalog.CatalogDescriptor;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.IOUtils;

/** Runs SQL over the tables with an embedded Flink, one statement at a time. */
final class Lake {

  private static final String CATALOG = "lake";

  private static final Pattern SET =
      Pattern.compile("(?is)set\\s+'([^']+)'\\s*=\\s*'([^']*)'|set\\s+([\\w.-]+)\\s*=\\s*(\\S+)");

  /** Statements for which Flink returns a meaningless row count, before they are done. */
  private static final Pattern WRITE =
      Pattern.compile("(?i)^(insert|update|delete|truncate|execute)\\b");

  private final TableEnvironment tables;

  /** The thread that waits for the end of a statement; null while none runs. */
  private Thread waiting;

  /** The statement's Flink job; null if there is none. */
  private JobClient job;

  private boolean cancelled;

  Lake(Map<String, String> catalog) {
    tables =
        TableEnvironment.create(
            EnvironmentSettings.newInstance()
                .inBatchMode()
                .withConfiguration(configuration())
                .build());
    try {
      tables.createCatalog(CATALOG, CatalogDescriptor.of(CATALOG, Configuration.fromMap(catalog)));
      tables.useCatalog(CATALOG);
    } catch (RuntimeException e) {
      // Without its cause, as only the innermost message of an error is shown.
      throw new IllegalStateException(
          "the Iceberg catalog%s cannot be opened (catalog.uri): %s"
              .formatted(
                  catalog.containsKey("uri") ? " at " + catalog.get("uri") : "",
                  Session.message(e)));
    }
  }

  private static Configuration configuration() {
    Configuration configuration = new Configuration();
    configuration.set(DeploymentOptions.TARGET, "local");
    configuration.set(ExecutionOptions.RUNTIME_MODE, RuntimeExecutionMode.BATCH);
    configuration.set(CoreOptions.DEFAULT_PARALLELISM, Runtime.getRuntime().availableProcessors());
    configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(128));
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(32));
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(32));
    // Each statement starts a cluster; with any free port it does not conflict with the platform's.
    configuration.set(RestOptions.BIND_PORT, "0");
    configuration.set(TableConfigOptions.LOCAL_TIME_ZONE, "UTC");
    // Parquet's codecs are static and keep the Hadoop configuration of the statement that used them
    // first, and with it its class loader. All classes are on this program's class path anyway.
    configuration.set(CoreOptions.CHECK_LEAKED_CLASSLOADER, false);
    return configuration;
  }

  /**
   * Runs one statement and writes its rows. Returns the number of rows, or empty if it has no
   * result.
   *
   * @throws CancellationException if it was {@linkplain #cancel cancelled}
   */
  Optional<Long> run(String statement, Session.Output output) {
    Matcher set = SET.matcher(statement);
    if (set.matches()) {
      boolean quoted = set.group(1) != null;
      tables.getConfig().set(set.group(quoted ? 1 : 3), set.group(quoted ? 2 : 4));
      return Optional.empty();
    }
    begin();
    try {
      return execute(statement, output);
    } catch (RuntimeException | Error e) {
      requireNotCancelled();
      throw e;
    } finally {
      end();
    }
  }

  private Optional<Long> execute(String statement, Session.Output output) {
    TableResult result = tables.executeSql(statement);
    CloseableIterator<Row> rows = result.collect();
    try {
      running(result.getJobClient());
      if (result.getResultKind() == ResultKind.SUCCESS || WRITE.matcher(statement).find()) {
        result.await();
        return Optional.empty();
      }
      List<String> columns = result.getResolvedSchema().getColumnNames();
      Values values = new Values(rows, columns.size());
      output.write(columns, values);
      return Optional.of(values.count);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      end();
      close(rows);
    }
  }

  /**
   * Closes the result, which ends the job if it still runs. After a cancellation this happens in
   * the background: a task in the middle of a join may take minutes to react.
   */
  private void close(CloseableIterator<Row> rows) {
    if (isCancelled()) {
      Thread closing = new Thread(() -> IOUtils.closeQuietly(rows), "cancelled-statement");
      closing.setDaemon(true);
      closing.start();
    } else {
      IOUtils.closeQuietly(rows);
    }
  }

  private synchronized void begin() {
    waiting = Thread.currentThread();
    cancelled = false;
  }

  private synchronized void running(Optional<JobClient> client) {
    job = client.orElse(null);
    requireNotCancelled();
  }

  /** Marks the end of a statement: from here on, {@link #cancel} does nothing. */
  private synchronized void end() {
    waiting = null;
    job = null;
    var unused = Thread.interrupted(); // Clears an interrupt by cancel.
  }

  private synchronized boolean isCancelled() {
    return cancelled;
  }

  private void requireNotCancelled() {
    if (isCancelled()) {
      throw new CancellationException();
    }
  }

  /**
   * Cancels the running statement, if there is one: its job, and any wait, for example for a
   * catalog that does not answer.
   */
  synchronized void cancel() {
    if (waiting != null) {
      cancelled = true;
      waiting.interrupt();
      if (job != null) {
        // The thread that waits for the rows sees the outcome.
        var unused = job.cancel();
      }
    }
  }

  /** The names of the tables in the current database; empty if they cannot be listed. */
  List<String> tableNames() {
    try {
      return List.of(tables.listTables());
    } catch (RuntimeException e) {
      // This is only for completion: a statement that needs the catalog will report the error.
      return List.of();
    }
  }

  /** The names of the columns of a table; empty if there is no such table. */
  List<String> columnNames(String table) {
    try {
      return tables.from(table).getResolvedSchema().getColumnNames();
    } catch (RuntimeException e) {
      return List.of();
    }
  }

  /** The values of rows; counts those that were taken. */
  private final class Values implements Iterator<Object[]> {
    private final Iterator<Row> rows;
    private final int columns;
    private long count;

    Values(Iterator<Row> rows, int columns) {
      this.rows = rows;
      this.columns = columns;
    }

    @Override
    public boolean hasNext() {
      requireNotCancelled();
      return rows.hasNext();
    }

    @Override
    public Object[] next() {
      Row row = rows.next();
      count++;
      return IntStream.range(0, columns).mapToObj(row::getField).toArray();
    }
  }
}
