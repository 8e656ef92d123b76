package io.bidlake.maintenance.action;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.io.InputFile;

/** Tells whose a metadata file is. Those of tables with many snapshots have many megabytes. */
final class MetadataFile {

  private static final int HEAD_BYTES = 4096;
  private static final Pattern UUID = Pattern.compile("\"table-uuid\"\\s*:\\s*\"([^\"]+)\"");

  private MetadataFile() {}

  /** The id of the table, from the head of the file where writers put it. */
  static String tableUuid(InputFile file) {
    try (InputStream stream = open(file)) {
      String head = new String(stream.readNBytes(HEAD_BYTES), StandardCharsets.UTF_8);
      Matcher matcher = UUID.matcher(head);
      return matcher.find() ? matcher.group(1) : TableMetadataParser.read(file).uuid();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the table has no files at that version, and never had one before it. */
  static boolean isOfTableWithoutData(InputFile file) {
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
