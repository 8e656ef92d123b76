package io.bidlake.maintenance.compaction;

import io.bidlake.settings.Settings;
import java.io.Serializable;
import java.util.Optional;

/**
 * Settings of the compaction of a table.
 *
 * @param selection which small files to compact
 * @param targetBytes size of the files to write in bytes; null for the table's {@code
 *     write.target-file-size-bytes}
 * @param minInputFiles number of small files from which a group is compacted even if it does not
 *     fill a target file
 * @param maxGroupBytes maximum size that one task rewrites at once, in bytes
 * @param maxGroupFiles maximum number of files that one task rewrites at once
 * @param maxPassBytes maximum size that one pass plans, in bytes
 * @param maxPassFiles maximum number of files that one pass plans
 * @param groupsPerCommit number of groups per commit
 * @param order order of the rows in compacted files
 * @param sortMemoryBytes heap for sorting in each task, in bytes
 */
public record CompactionSettings(
    Selection selection,
    Long targetBytes,
    long minInputFiles,
    long maxGroupBytes,
    long maxGroupFiles,
    long maxPassBytes,
    long maxPassFiles,
    long groupsPerCommit,
    Order order,
    long sortMemoryBytes)
    implements Serializable {

  private static final long MB = 1L << 20;
  private static final long GB = 1L << 30;

  /** Which small files of a partition are compacted. */
  public enum Selection {
    /** All small files, so that one pass leaves none. */
    ALL,
    /**
     * Those that are not much larger than the others, so that not every pass rewrites one growing
     * file.
     */
    WORTHWHILE
  }

  /** Order of the rows in compacted files. */
  public enum Order {
    /** The order in which the rows are read. */
    NONE,
    /** The sort order of the table, if it has one. */
    TABLE
  }

  /** Reads the settings for a single pass or for the continuous job. */
  public static CompactionSettings read(Settings settings, Selection selection) {
    boolean all = selection == Selection.ALL;
    Optional<Long> target =
        settings.optionalBytes(
            "compaction.target-file-size",
            "Size of the files to write; default: the table's write.target-file-size-bytes"
                + " (256MB)");
    CompactionSettings read =
        new CompactionSettings(
            selection,
            target.orElse(null),
            settings.wholeNumber(
                "compaction.min-input-files",
                all ? 2 : 5,
                2,
                1_000_000,
                "Number of small files at which a partition is compacted even if they do not fill"
                    + " a target file (5, or 2 with --once)"),
            settings.bytes(
                "compaction.max-group-size", GB, "Maximum size that one task rewrites at once"),
            settings.wholeNumber(
                "compaction.max-group-files",
                1000,
                2,
                100_000,
                "Maximum number of files that one task rewrites at once"),
            settings.bytes(
                "compaction.max-pass-size",
                20 * GB,
                "Maximum size planned at once per table; the rest follows in the next pass"),
            settings.wholeNumber(
                "compaction.max-pass-files",
                10_000,
                2,
                1_000_000,
                "Maximum number of files planned at once per table"),
            settings.wholeNumber(
                "compaction.groups-per-commit",
                5,
                1,
                1000,
                "Number of rewritten groups per commit"),
            settings.choice(
                "compaction.order",
                Order.TABLE,
                "Order of the rows in compacted files: table (the table's sort order) or none"),
            settings.bytes("compaction.sort-memory", 64 * MB, "Heap for sorting in each task"));
    if (read.sortMemoryBytes() < MB) {
      settings.reject(
          "compaction.sort-memory must be at least 1MB, was %d bytes"
              .formatted(read.sortMemoryBytes()));
    }
    if (read.maxGroupBytes() < target.orElse(0L)) {
      settings.reject(
          "compaction.max-group-size must be at least compaction.target-file-size (%d bytes), was %d"
              .formatted(target.orElseThrow(), read.maxGroupBytes()));
    }
    return read;
  }

  /**
   * Amounts of new data at which the continuous job compacts a table before the interval has
   * passed.
   */
  public record Triggers(long newFiles, long newBytes, long newDeleteFiles)
      implements Serializable {

    /** Returns whether enough data was added to a table to compact it. */
    public boolean areMetBy(long files, long bytes, long deleteFiles) {
      return files >= newFiles || bytes >= newBytes || deleteFiles >= newDeleteFiles;
    }

    public static Triggers read(Settings settings) {
      return new Triggers(
          settings.wholeNumber(
              "compaction.after-files",
              500,
              1,
              1_000_000,
              "Number of new data files after which a table is compacted"),
          settings.bytes(
              "compaction.after-size", GB, "Size of new data after which a table is compacted"),
          settings.wholeNumber(
              "compaction.after-delete-files",
              50,
              1,
              1_000_000,
              "Number of new delete files after which a table is compacted"));
    }
  }
}
