package io.bidlake.importer;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bidlake.importer.Pieces.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The progress of imports into a Kafka cluster, kept in a file. A file that has changed counts as
 * new.
 *
 * @param file the progress file; without one, no progress is kept
 * @param kafka the bootstrap servers of the cluster
 * @param notes the progress of each file, by the cluster and the file's name
 */
record ImportNotes(Optional<Path> file, String kafka, Map<String, Note> notes) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * The progress of a file.
   *
   * @param size the size of the file when it was read, in bytes
   * @param modified its modification time then, in ms since 1970
   * @param position the uncompressed bytes that are imported
   * @param line the line number at that position
   * @param done whether the whole file is imported
   */
  record Note(long size, long modified, long position, long line, boolean done) {

    Place place() {
      return new Place(position, line);
    }
  }

  /** Reads the progress file. */
  static ImportNotes read(Optional<Path> file, String kafka) throws IOException {
    Map<String, Note> notes = new TreeMap<>();
    if (file.isPresent() && Files.exists(file.get())) {
      notes.putAll(JSON.readValue(file.get().toFile(), new TypeReference<Map<String, Note>>() {}));
    }
    return new ImportNotes(file, kafka, notes);
  }

  /** The progress of a file that has not changed since; null if there is none. */
  Note of(Input input) {
    Note note = notes.get(key(input));
    boolean isSame = note != null && note.size == input.size() && note.modified == input.modified();
    return isSame ? note : null;
  }

  /** Saves the progress of a file. */
  void note(Input input, Place place, boolean done) throws IOException {
    if (file.isEmpty() || input.isStandard()) {
      return;
    }
    notes.put(
        key(input), new Note(input.size(), input.modified(), place.position(), place.line(), done));
    Path target = file.get().toAbsolutePath();
    Files.createDirectories(target.getParent());
    Path written = target.resolveSibling(target.getFileName() + ".new");
    JSON.writeValue(written.toFile(), notes);
    Files.move(
        written, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private String key(Input input) {
    return kafka + " " + input.name();
  }
}
