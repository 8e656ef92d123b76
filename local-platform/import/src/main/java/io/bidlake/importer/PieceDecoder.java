package io.bidlake.importer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Utf8;
import io.bidlake.importer.Pieces.Piece;
import io.bidlake.importer.Pieces.Place;
import io.bidlake.model.Topic;
import io.bidlake.openrtb.EventOutput;
import io.bidlake.openrtb.SourceDocument;
import io.bidlake.openrtb.json.Documents;
import io.bidlake.producer.AvroEncoder;
import io.bidlake.producer.ByTopic;
import io.bidlake.producer.EventEncoder;
import io.bidlake.tables.DeadLetter.Reason;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Decodes pieces of files into Kafka records. Not thread-safe. */
final class PieceDecoder implements EventOutput {

  /** The maximum overhead of a Kafka record, in bytes. */
  private static final int OVERHEAD = 512;

  private final ImportSettings settings;
  private final Documents documents;

  private final ByTopic<EventEncoder> encoders;
  private final String file;
  private final long fileTime;

  private byte[] bytes;
  private int length;
  private Decoded decoded;
  private int countedTo;
  private long line;

  /**
   * A document has no time, and {@code --time-from} is not set. The message names the document's
   * place.
   */
  static final class WithoutTimeException extends RuntimeException {

    WithoutTimeException(String message) {
      super(message);
    }
  }

  /**
   * The contents of a piece.
   *
   * @param records the records in the order of the file
   * @param letters the dead letters as lines of JSON, if the settings name a file for them
   */
  record Decoded(
      Outcome outcome,
      List<ProducerRecord<byte[], byte[]>> records,
      ByteArrayOutputStream letters) {

    Decoded() {
      this(new Outcome(), new ArrayList<>(), new ByteArrayOutputStream(0));
    }
  }

  /**
   * Creates a decoder for pieces of one file.
   *
   * @param schemaIds the ids of the topics' schemas
   * @param fileTime the time of documents that have none, or {@link TimeFrom#UNKNOWN}
   */
  PieceDecoder(ImportSettings settings, ByTopic<Integer> schemaIds, String file, long fileTime) {
    this.settings = settings;
    this.documents = settings.documents();
    this.encoders =
        new ByTopic<>(topic -> new AvroEncoder<>(topic.recordClass(), schemaIds.of(topic)));
    this.file = file;
    this.fileTime = fileTime;
    documents.begin();
  }

  /** Decodes a piece of whole documents; returns null if it does not consist of whole documents. */
  Decoded decodeAlone(Piece piece) {
    Decoded alone = new Decoded();
    try {
      documents.begin();
      int end = decode(piece.bytes(), piece.length(), piece.place(), piece.isLast(), alone);
      return end == piece.length() && documents.isBetweenDocuments() ? alone : null;
    } catch (WithoutTimeException e) {
      return null; // It may be only a part of a document.
    }
  }

  /** Resets the decoder to a position between two documents. */
  void begin() {
    documents.begin();
  }

  /** Whether the last piece ended between two documents. */
  boolean isBetweenDocuments() {
    return documents.isBetweenDocuments();
  }

  /**
   * Decodes bytes that continue where the last call ended; returns where the next call must start.
   */
  int decode(byte[] source, int to, Place place, boolean isLast, Decoded into) {
    bytes = source;
    length = to;
    decoded = into;
    countedTo = 0;
    line = place.line();
    int before = documents.count();
    int end = documents.read(source, 0, to, isLast, fileTime, this);
    into.outcome.documents(documents.count() - before);
    return end;
  }

  @Override
  public <T extends SpecificRecord> void event(Topic<T> topic, T event, SourceDocument document) {
    Instant time = topic.eventTime().apply(event);
    if (time.toEpochMilli() == TimeFrom.UNKNOWN) {
      OptionalLong own = settings.timeFrom().ofDocument(bytes, documents.start(), length);
      if (own.isPresent()) {
        time = Instant.ofEpochMilli(own.getAsLong());
      } else if (settings.timeFrom().isNowhere()) {
        time = inDryRunOnly();
      } else {
        deadLetter(Reason.MISSING_FIELD, "no time where --time-from says", document);
        return;
      }
      event.put(event.getSchema().getField("event_timestamp").pos(), time);
    }
    if (time.isBefore(settings.earliest()) || time.isAfter(settings.latest())) {
      deadLetter(
          Reason.IMPOSSIBLE_TIME,
          "event time must be from %s to %s, was %s"
              .formatted(settings.earliest(), settings.latest(), time),
          document);
      return;
    }
    byte[] key = topic.requestId().apply(event).getBytes();
    byte[] value = encoders.of(topic).encode(event);
    if (key.length + value.length + OVERHEAD > settings.largestRecord()) {
      bury(
          "TOO_LARGE",
          "%,d bytes as Avro, kafka.max.request.size is %,d"
              .formatted(value.length, settings.largestRecord()),
          document);
      return;
    }
    long recordTime = Math.max(0, time.toEpochMilli());
    decoded.records.add(
        new ProducerRecord<>(settings.kafka().nameOf(topic), null, recordTime, key, value));
    decoded.outcome.event(topic, event);
  }

  /**
   * A substitute time for a document without one, so that a dry run can check the rest of it.
   *
   * @throws WithoutTimeException if this is not a dry run
   */
  private Instant inDryRunOnly() {
    if (!settings.dryRun()) {
      throw new WithoutTimeException(at() + ": the document has no time");
    }
    decoded.outcome.withoutTime(this::at);
    return settings.latest();
  }

  @Override
  public void deadLetter(Reason reason, String error, SourceDocument document) {
    bury(reason.name(), error, document);
  }

  @Override
  public void count(String name) {
    decoded.outcome.count(name, this::at);
  }

  private void bury(String reason, String error, SourceDocument document) {
    decoded.outcome.deadLetter(reason, error, at());
    if (settings.deadLetters().isPresent()) {
      ObjectNode letter =
          JsonNodeFactory.instance
              .objectNode()
              .put("file", file)
              .put("line", line)
              .put("reason", reason)
              .put("error", error);
      if (Utf8.isWellFormed(document.bytes())) {
        letter.put("payload", new String(document.bytes(), StandardCharsets.UTF_8));
      } else {
        letter.put("payload_base64", document.bytes());
      }
      decoded.letters.writeBytes((letter + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  /** The file and line of the current document. */
  private String at() {
    line += Place.lineEnds(bytes, countedTo, documents.start());
    countedTo = documents.start();
    return file + ":" + line;
  }
}
