package io.bidlake.maintenance.compaction;

import io.bidlake.settings.Settings;
import java.io.Serializable;
import java.util.Optional;

/**
 * When and how the files of a table are compacted.
 *
 * @param selection which files are worth a rewrite
 * @param targetBytes size of the files to write; nothing for the table's own {@code
 *     write.target-file-size-bytes}
 * @param minInputFiles from how many files on a group is compacted though it does not fill one file
 * @param maxGroupBytes what one task rewrites at once
 * @param maxGroupFiles how many files one task rewrites at once
 * @param maxPassBytes what is planned at once
 * @param maxPassFiles how many files are planned at once
 * @param groupsPerCommit how many groups are committed together
 * @param order whether rows are put in the table's sort order
 * @param sortMemoryBytes heap that sorting takes in each task
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

  /** Which of a partition's small files are compacted. */
  public enum Selection {
    /** All of them: one pass leaves none. */
    ALL,
    /**
     * Those that do not have to be merged with much smaller ones: a file that grows by every pass
     * would be written again by every pass.
     */
    WORTHWHILE
  }

  /** In which order compaction writes rows. */
  public enum Order {
    /** As they come. */
    NONE,
    /** In the table's sort order, where it has one. */
    TABLE
  }

  /** The settings of a pass that is asked for once, or of those of a job that goes on. */
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

  /** What makes a job that goes on compact a table before the time for it has come. */
  public record Triggers(long newFiles, long newBytes, long newDeleteFiles)
      implements Serializable {

    /** Whether so much was added to a table that it should be compacted. */
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
