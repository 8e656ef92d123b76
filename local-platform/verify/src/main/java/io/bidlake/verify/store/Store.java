package io.bidlake.verify.store;

import io.bidlake.verify.base.CannotVerifyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;

/**
 * A database (DuckDB) in this process. What exceeds its share of memory, which is not part of
 * Java's heap, goes to temporary files. Rows can be added from several threads.
 */
public final class Store implements AutoCloseable {

  private static final long LEAST_MEMORY = 256L << 20;

  /** More threads would need more memory. */
  private static final int MOST_THREADS = 4;

  private final Path folder;
  private final DuckDBConnection connection;
  private final Map<String, Inserts> inserts = new LinkedHashMap<>();

  /** Converts the current row of a result. */
  @FunctionalInterface
  public interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }

  /** Receives the current row of a result. */
  @FunctionalInterface
  public interface Receiver {
    void accept(ResultSet row) throws SQLException;
  }

  /** Adds the values of one row, in the order of the columns. */
  @FunctionalInterface
  public interface Values {
    void addTo(DuckDBAppender row) throws SQLException;
  }

  /** A database in Java's folder for temporary files. */
  public Store() {
    this(Path.of(System.getProperty("java.io.tmpdir")));
  }

  /**
   * @param parent the folder in which to create the folder of the files
   */
  public Store(Path parent) {
    try {
      folder = Files.createTempDirectory(parent, "bidlake-verify-");
      folder.toFile().deleteOnExit();
    } catch (IOException e) {
      throw noPlace(parent, e);
    }
    Properties properties = new Properties();
    properties.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
    properties.setProperty("temp_directory", folder.toString());
    int threads = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
    properties.setProperty("threads", String.valueOf(threads));
    properties.setProperty("preserve_insertion_order", "false");
    properties.setProperty("autoinstall_known_extensions", "false");
    properties.setProperty(
        "memory_limit", Math.max(LEAST_MEMORY, Runtime.getRuntime().maxMemory() / 4) + "B");
    try {
      connection = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:", properties);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** Runs statements. */
  public void run(String sql) {
    flush();
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** Returns the rows of a query. */
  public <T> List<T> list(String sql, Row<T> row) {
    List<T> rows = new ArrayList<>();
    each(sql, found -> rows.add(row.of(found)));
    return rows;
  }

  /** Passes on the rows of a query one by one. */
  public void each(String sql, Receiver receiver) {
    flush();
    long[] expected = {-1};
    stream("SELECT count(*) FROM (%s)".formatted(sql), row -> expected[0] = row.getLong(1));
    // If memory runs out on the way, DuckDB ends the result without an error.
    long read = stream(sql, receiver);
    if (read != expected[0]) {
      throw new CannotVerifyException(
          "memory was not enough for a query (%,d of %,d rows); give Java more (-Xmx)"
              .formatted(read, expected[0]));
    }
  }

  private long stream(String sql, Receiver receiver) {
    long read = 0;
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      for (; rows.next(); read++) {
        receiver.accept(rows);
      }
    } catch (SQLException e) {
      throw failed(e);
    }
    return read;
  }

  /** Adds rows to a table. */
  public synchronized Inserts into(String table) {
    return inserts.computeIfAbsent(table, name -> new Inserts(name));
  }

  private synchronized void flush() {
    inserts.values().forEach(Inserts::close);
    inserts.clear();
  }

  @Override
  public void close() {
    try {
      flush();
      connection.close();
    } catch (SQLException e) {
      // On a full disk the last rows cannot be written, but they are not needed.
    } finally {
      folder.toFile().delete();
    }
  }

  private static CannotVerifyException noPlace(Path parent, Exception cause) {
    return new CannotVerifyException(
        "what does not fit into memory cannot be kept in temporary files (%s, -Djava.io.tmpdir): %s"
            .formatted(parent, CannotVerifyException.rootMessage(cause)),
        cause);
  }

  private CannotVerifyException failed(SQLException cause) {
    return noPlace(folder, cause);
  }

  /** Adds rows to one table, until the next query. */
  public final class Inserts {

    private final DuckDBConnection own;
    private final DuckDBAppender rows;

    private Inserts(String table) {
      try {
        own = connection.duplicate();
        rows = own.createAppender(DuckDBConnection.DEFAULT_SCHEMA, table);
      } catch (SQLException e) {
        throw failed(e);
      }
    }

    public synchronized void add(Values values) {
      try {
        rows.beginRow();
        values.addTo(rows);
        rows.endRow();
      } catch (SQLException e) {
        throw failed(e);
      }
    }

    private synchronized void close() {
      try (own;
          rows) {
        rows.flush();
      } catch (SQLException e) {
        throw failed(e);
      }
    }
  }
}
