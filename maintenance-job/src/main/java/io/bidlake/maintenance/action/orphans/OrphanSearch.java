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
 * Finds the files of a table that nobody needs, reading what the table refers to before and after
 * it lists them. What is committed while it lists is in the second reading, and the first makes it
 * unnecessary to remember more files than those that nobody needs.
 */
final class OrphanSearch {

  /** What Iceberg writes. Files of another kind were put there by somebody else. */
  private static final Pattern KINDS =
      Pattern.compile(".+\\.(parquet|avro|orc|puffin|stats|metadata\\.json|metadata\\.json\\.gz)");

  /** More are left for the next time, to bound the memory. */
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

  /** Finds the orphans that are older than a time. */
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
      // Whose the other files there are is not known.
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
    // Without the slash, S3 lists the folders as well whose names only begin like this one's.
    String prefix = folder.endsWith("/") ? folder : folder + "/";
    Iterator<FileInfo> files;
    try {
      files = ((SupportsPrefixOperations) table.io()).listPrefix(prefix).iterator();
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof FileNotFoundException) {
        return; // Nothing has been written there yet.
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
