package io.bidlake.maintenance.action.orphans;

import io.bidlake.maintenance.action.FilePath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.io.InputFile;

/**
 * Examines the metadata files below a table's location that the table does not reference. They show
 * that another table is at the location, or that the catalog points to an old version of this one;
 * in both cases, needed files would be mistaken for orphans. The first metadata file of a table
 * that never had a snapshot is no such sign, as it references no files; it is kept.
 */
final class ForeignMetadata {

  private static final Pattern NAME = Pattern.compile(".+\\.metadata\\.json(\\.[a-z0-9]+)?");
  // The names of metadata files contain the version of the table, which commits increment.
  private static final Pattern VERSION = Pattern.compile("(v|)(\\d{1,9})(-.+|\\..*)");
  private static final Pattern OTHER_FORMATS = Pattern.compile(".*/(_delta_log|\\.hoodie)/.*");

  private static final Pattern UUID = Pattern.compile("\"table-uuid\"\\s*:\\s*\"([^\"]+)\"");
  private static final int HEAD_BYTES = 4096;

  private final List<String> metadataFiles = new ArrayList<>();

  /**
   * Records a file below the table's location if it is metadata; throws if it belongs to another
   * table format.
   */
  void note(String location, Table table) {
    ValidationException.check(
        !OTHER_FORMATS.matcher(location).matches(),
        "%s must have its location for itself, but a table of another format is there too: %s",
        table.name(),
        location);
    if (NAME.matcher(FilePath.name(location)).matches()) {
      metadataFiles.add(location);
    }
  }

  /** Throws if a metadata file belongs to another table or to a later version of this one. */
  void refuse(Table table, TableReferences references) {
    TableMetadata current = ((HasTableOperations) table).operations().current();
    for (String location : metadataFiles) {
      if (!references.containsMetadata(location)) {
        refuseOtherTable(table, location, references);
        refuseLaterVersion(table, current.metadataFileLocation(), location);
      }
    }
  }

  private static void refuseOtherTable(Table table, String location, TableReferences references) {
    InputFile file = table.io().newInputFile(location);
    String found;
    try {
      found = tableUuid(file);
      if (!table.uuid().toString().equals(found) && isOfTableWithoutData(file)) {
        // When two jobs create a table at the same time, one of them fails and leaves this file.
        references.add(location);
        return;
      }
    } catch (NotFoundException e) {
      return; // A concurrent commit has removed it.
    } catch (RuntimeException e) {
      throw new ValidationException(
          e,
          "%s must have its location for itself, but %s cannot be read to tell whose it is: %s",
          table.name(),
          location,
          e.getMessage());
    }
    ValidationException.check(
        table.uuid().toString().equals(found),
        "%s must have its location for itself, but %s is the metadata of another table (uuid %s)",
        table.name(),
        location,
        found);
  }

  private static void refuseLaterVersion(Table table, String current, String location) {
    OptionalInt known = version(current, "v");
    OptionalInt found = version(location, "v");
    if (known.isEmpty() || found.isEmpty()) {
      known = version(current, "");
      found = version(location, "");
    }
    // The next version may exist because of a commit that failed or is running.
    boolean later =
        known.isPresent() && found.isPresent() && found.getAsInt() > known.getAsInt() + 1;
    ValidationException.check(
        !later,
        "the catalog must know the latest version of %s, but it points to %s and there is %s: was"
            + " it restored from a backup?",
        table.name(),
        current,
        location);
  }

  private static OptionalInt version(String location, String prefix) {
    Matcher matcher = VERSION.matcher(FilePath.name(location));
    return matcher.matches() && matcher.group(1).equals(prefix)
        ? OptionalInt.of(Integer.parseInt(matcher.group(2)))
        : OptionalInt.empty();
  }

  /** Returns the UUID of the table from the start of the file, which can have many megabytes. */
  private static String tableUuid(InputFile file) {
    try (InputStream stream = open(file)) {
      String head = new String(stream.readNBytes(HEAD_BYTES), StandardCharsets.UTF_8);
      Matcher matcher = UUID.matcher(head);
      return matcher.find() ? matcher.group(1) : TableMetadataParser.read(file).uuid();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns whether the table has no files at this version and never had any. */
  private static boolean isOfTableWithoutData(InputFile file) {
    TableMetadata metadata = TableMetadataParser.read(file);
    return metadata.snapshots().isEmpty()
        && metadata.previousFiles().isEmpty()
        && metadata.lastSequenceNumber() == 0;
  }

  private static InputStream open(InputFile file) throws IOException {
    boolean compressed = FilePath.name(file.location()).contains(".gz");
    InputStream stream = file.newStream();
    return compressed ? new GZIPInputStream(stream) : stream;
  }
}
