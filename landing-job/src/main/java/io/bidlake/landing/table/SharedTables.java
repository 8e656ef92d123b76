package io.bidlake.landing.table;

import io.bidlake.runtime.lake.SettingsCatalogLoader;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tables of a job's topics in this process, while a task uses them. */
public final class SharedTables {

  private static final Logger LOG = LoggerFactory.getLogger(SharedTables.class);
  private static final Duration CHECK_EVERY = Duration.ofMinutes(1);
  private static final Map<TablesLocation, SharedTables> OPEN = new HashMap<>();

  private final TablesLocation location;
  private final Catalog catalog;
  private final TopicTables tables;
  private final Thread checks;
  private int users;

  private SharedTables(TablesLocation location) {
    this.location = location;
    this.catalog = new SettingsCatalogLoader(withoutHistory(location.catalog())).loadCatalog();
    this.tables = new TopicTables(catalog, location, Clock.systemUTC());
    this.checks = new Thread(this::checkEveryMinute, "check-landing-tables");
    checks.setDaemon(true);
    checks.start();
  }

  /**
   * Returns the properties with which a REST catalog sends only the newest snapshot of a table.
   * Many tables are in memory, and their history is rarely of use.
   */
  private static Map<String, String> withoutHistory(Map<String, String> properties) {
    Map<String, String> all = new HashMap<>(properties);
    all.putIfAbsent("snapshot-loading-mode", "refs");
    return all;
  }

  /** Opens the tables for a task; it must {@linkplain #release release} them. */
  public static TopicTables acquire(TablesLocation location) {
    synchronized (OPEN) {
      SharedTables shared = OPEN.computeIfAbsent(location, SharedTables::new);
      shared.users++;
      return shared.tables;
    }
  }

  /** Returns tables that a task of this process has acquired, or acquires them for good. */
  static TopicTables inUse(TablesLocation location) {
    synchronized (OPEN) {
      SharedTables shared = OPEN.get(location);
      return shared == null ? acquire(location) : shared.tables;
    }
  }

  /**
   * Tells the tasks of this process that a table was dropped.
   *
   * @param version identifier under which the sink knows it
   */
  public static void wasDropped(TablesLocation location, TableIdentifier version) {
    inUse(location).forget(version);
  }

  /** Closes the tables if no other task uses them. */
  public static void release(TablesLocation location) {
    synchronized (OPEN) {
      SharedTables shared = OPEN.get(location);
      if (shared != null && --shared.users == 0) {
        OPEN.remove(location);
        shared.close();
      }
    }
  }

  private void close() {
    checks.interrupt();
    if (catalog instanceof Closeable closeable) {
      try {
        closeable.close();
      } catch (IOException e) {
        throw new UncheckedIOException("cannot close the catalog of " + location.namespace(), e);
      }
    }
  }

  private void checkEveryMinute() {
    try {
      while (true) {
        Thread.sleep(CHECK_EVERY.toMillis());
        tables.refresh();
      }
    } catch (InterruptedException e) {
      LOG.debug("No task uses the tables of {} any more", location.namespace(), e);
    }
  }
}
