package io.bidlake.openrtb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.bidlake.model.Topic;
import io.bidlake.tables.DeadLetter.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/** Keeps what a decoder hands on. */
public final class Collected implements EventOutput {

  private static final ObjectMapper JSON = new ObjectMapper();

  public final List<SpecificRecord> events = new ArrayList<>();
  public final List<Letter> letters = new ArrayList<>();
  public final Map<String, Integer> counts = new TreeMap<>();

  /** A dead letter. */
  public record Letter(int document, Reason reason, String error, String payload) {}

  @Override
  public <T extends SpecificRecord> void event(Topic<T> topic, T event, SourceDocument document) {
    events.add(topic.recordClass().cast(event));
  }

  @Override
  public void deadLetter(Reason reason, String error, SourceDocument document) {
    String payload = new String(document.bytes(), StandardCharsets.UTF_8);
    letters.add(new Letter(document.number(), reason, error, payload));
  }

  @Override
  public void count(String name) {
    counts.merge(name, 1, Integer::sum);
  }

  /** Reasons by number of the document. */
  public List<String> faults() {
    return letters.stream().map(letter -> letter.document() + " " + letter.reason()).toList();
  }

  /** The events as JSON, as Avro writes them. */
  public ArrayNode records() {
    ArrayNode records = JSON.createArrayNode();
    events.forEach(event -> records.add(json(event.toString())));
    return records;
  }

  public static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
