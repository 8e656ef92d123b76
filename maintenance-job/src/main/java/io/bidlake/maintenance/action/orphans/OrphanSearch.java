package io.bidlake.maintenance.action.orphans;

import static org.apache.iceberg.TableProperties.GC_ENABLED;
import static org.apache.iceberg.TableProperties.GC_ENABLED_DEFAULT;

import io.bidlake.maintenance.action.FilePath;
import io.bidlake.maintenance.action.FlinkWriter.FlinkManifestName;
import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.SupportsPrefixOperations;
import org.apache.iceberg.util.PropertyUtil;

/**
 * Finds the orphan files of a table. Reads the references of the table before and after it lists
 * the files: the second time covers files that are committed during the listing, and the first time
 * limits the files to keep in memory to unreferenced ones.
 */
final class OrphanSearch {

  /** The kinds of files that Iceberg writes. Other files are left alone. */
  private static final Pattern KINDS =
      Pattern.compile(".+\\.(parquet|avro|orc|puffin|stats|metadata\\.json|metadata\\.json\\.gz)");

  /**
   * Maximum number of orphans per search, which bounds the memory; the rest is left to the next
   * one.
   */
  private static final int MOST = 200_000;

  private final Table table;
  private final Instant before;
  private final TableReferences references = new TableReferences();
  private final PendingCommits pending = new PendingCommits();
  private final ForeignMetadata foreign = new ForeignMetadata();
  private final List<FileInfo> unreferenced = new ArrayList<>();

  private OrphanSearch(Table table, Instant before) {
    this.table = table;
    this.before = before;
  }

  /** Returns the orphan files that are older than a time. */
  static List<FileInfo> find(Table table, TableFolders folders, Instant before) {
    ValidationException.check(
        PropertyUtil.propertyAsBoolean(table.properties(), GC_ENABLED, GC_ENABLED_DEFAULT),
        "gc.enabled of %s must be true to remove files, was false: other tables may need them",
        table.name());
    ValidationException.check(
        table.io() instanceof SupportsPrefixOperations && table instanceof HasTableOperations,
        "orphans of %s can only be found where its FileIO lists files, %s does not",
        table.name(),
        table.io().getClass().getName());
    return new OrphanSearch(table, before).find(folders);
  }

  private List<FileInfo> find(TableFolders folders) {
    references.update(table);
    folders.own().forEach(this::listOwn);
    if (folders.flinkManifests() != null) {
      // The owner of the other files in the folder is unknown.
      list(folders.flinkManifests(), this::noteFlinkManifest);
    }
    pending.addTo(references, table);
    foreign.refuse(table, references);
    unreferenced.removeIf(file -> references.contains(file.location()));
    return unreferenced;
  }

  private void listOwn(String folder) {
    list(
        folder,
        file -> {
          foreign.note(file.location(), table);
          pending.note(file);
          noteUnreferenced(file);
        });
  }

  private void noteFlinkManifest(FileInfo file) {
    if (FlinkManifestName.of(file.location()).isPresent()) {
      pending.note(file);
      noteUnreferenced(file);
    }
  }

  private void noteUnreferenced(FileInfo file) {
    if (unreferenced.size() < MOST
        && file.createdAtMillis() < before.toEpochMilli()
        && KINDS.matcher(FilePath.name(file.location())).matches()
        && !references.contains(file.location())) {
      unreferenced.add(file);
    }
  }

  private void list(String folder, Consumer<FileInfo> consumer) {
    // Without the slash, S3 also lists folders whose names start with the name of this one.
    String prefix = folder.endsWith("/") ? folder : folder + "/";
    Iterator<FileInfo> files;
    try {
      files = ((SupportsPrefixOperations) table.io()).listPrefix(prefix).iterator();
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof FileNotFoundException) {
        return; // Nothing has been written to the folder yet.
      }
      throw e;
    }
    files.forEachRemaining(
        file -> {
          if (FilePath.isBelow(folder, file.location())) {
            consumer.accept(file);
          }
        });
  }
}
