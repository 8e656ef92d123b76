package io.bidlake.importer;

import io.bidlake.importer.ImportNotes.Note;
import io.bidlake.importer.PieceDecoder.Decoded;
import io.bidlake.importer.PieceDecoder.WithoutTimeException;
import io.bidlake.importer.Pieces.Place;
import io.bidlake.producer.StopSignal;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Imports a list of files, one after the other. */
final class ImportRun {

  private static final double SECOND = 1e9;
  private static final long BETWEEN_LINES = 3_000_000_000L;
  private static final long BETWEEN_NOTES = 5_000_000_000L;
  private static final long LONGEST_PAUSE_MS = 500;

  private final ImportSettings settings;
  private final Target target;
  private final ImportNotes notes;
  private final OutputStream deadLetters;
  private final StopSignal stop;
  private final Consumer<String> lines;

  private final Outcome outcome = new Outcome();
  private final long began = System.nanoTime();
  private long lastLine = began;
  private long lastNote = began;
  private long bytes;
  private long bytesOfAll;

  /** The place up to which the current file is imported. */
  private Place reached = Place.BEGIN;

  private boolean hasRefused;

  /**
   * Prepares a run.
   *
   * @param deadLetters receives the dead letters as lines of JSON
   * @param lines receives messages for the user
   */
  ImportRun(
      ImportSettings settings,
      Target target,
      ImportNotes notes,
      OutputStream deadLetters,
      StopSignal stop,
      Consumer<String> lines) {
    this.settings = settings;
    this.target = target;
    this.notes = notes;
    this.deadLetters = deadLetters;
    this.stop = stop;
    this.lines = lines;
  }

  Outcome outcome() {
    return outcome;
  }

  /** Whether a file could not be read to its end. */
  boolean hasRefused() {
    return hasRefused;
  }

  /**
   * Imports files until it is asked to stop.
   *
   * @throws WithoutTimeException if a document has no time; the files before its own are imported
   * @throws Target.NotDeliveredException if Kafka has not accepted a record
   */
  void run(List<Input> inputs) throws InterruptedException {
    bytesOfAll = inputs.stream().mapToLong(Input::size).sum();
    for (Input input : inputs) {
      if (stop.isRequested()) {
        return;
      }
      Note note = settings.again() || settings.dryRun() ? null : notes.of(input);
      if (note != null && note.done()) {
        lines.accept(input.name() + ": was imported before; --again imports it once more");
      } else {
        importFile(input, note == null ? Place.BEGIN : note.place());
      }
      bytes += input.size();
    }
  }

  private void importFile(Input input, Place from) throws InterruptedException {
    if (from.position() > 0) {
      lines.accept("%s: continues at line %,d".formatted(input.name(), from.line()));
    }
    long before = outcome.documents();
    reached = from;
    try {
      read(input, from);
      if (outcome.documents() == before && from.position() == 0 && !stop.isRequested()) {
        refuse(input.name() + ":1: no documents in it");
      }
      note(input, !stop.isRequested());
    } catch (WithoutTimeException e) {
      note(input, false);
      throw e;
    } catch (IOException e) {
      note(input, false);
      refuse(input.name() + ": " + Inputs.reason(e));
    }
  }

  private void read(Input input, Place from) throws IOException, InterruptedException {
    long fileTime = settings.timeFrom().ofFile(input.fileName());
    Supplier<PieceDecoder> decoders =
        () -> new PieceDecoder(settings, target.schemaIds(), input.name(), fileTime);
    try (Pieces pieces = new Pieces(input.content().open(), settings.documents(), from);
        FileImport file = new FileImport(pieces, settings.threads(), decoders)) {
      Decoded decoded = file.next();
      while (decoded != null) {
        send(decoded);
        outcome.add(decoded.outcome());
        decoded.letters().writeTo(deadLetters);
        reached = file.reached();
        showProgress(bytes + pieces.storedBytes());
        noteNowAndThen(input);
        decoded = stop.isRequested() ? null : file.next();
      }
      if (pieces.fault() != null && !stop.isRequested()) {
        throw new IOException(
            "%s, read up to line %d".formatted(Inputs.reason(pieces.fault()), pieces.end().line()),
            pieces.fault());
      }
    }
  }

  private void send(Decoded decoded) {
    int records = decoded.records().size();
    double documents = decoded.outcome().documents();
    target.send(
        decoded.records(),
        sent -> settings.rate().ifPresent(rate -> pace(documents * sent / records, rate)));
  }

  /** Waits until that many more documents are due. */
  private void pace(double documents, long rate) {
    long due = began + (long) ((outcome.documents() + documents) / rate * SECOND);
    for (long wait = due - System.nanoTime();
        wait > 0 && !stop.isRequested();
        wait = due - System.nanoTime()) {
      stop.pause(Math.min(LONGEST_PAUSE_MS, wait / 1_000_000 + 1));
    }
  }

  private void noteNowAndThen(Input input) {
    if (System.nanoTime() - lastNote > BETWEEN_NOTES) {
      note(input, false);
      lastNote = System.nanoTime();
    }
  }

  /** Saves the progress, after Kafka has acknowledged everything up to it. */
  private void note(Input input, boolean done) {
    if (settings.dryRun()) {
      return;
    }
    target.flush();
    try {
      deadLetters.flush();
      notes.note(input, reached, done);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void refuse(String problem) {
    hasRefused = true;
    lines.accept(problem);
  }

  private void showProgress(long read) {
    long now = System.nanoTime();
    if (now - lastLine < BETWEEN_LINES) {
      return;
    }
    lastLine = now;
    double seconds = (now - began) / SECOND;
    String percent =
        bytesOfAll == 0 ? "" : String.format(Locale.ROOT, "%.0f %%, ", 100.0 * read / bytesOfAll);
    lines.accept(
        String.format(
            Locale.ROOT,
            "importing: %s%.1f MB/s, %,d documents, %,.0f documents/s",
            percent,
            read / seconds / 1e6,
            outcome.documents(),
            outcome.documents() / seconds));
  }
}
