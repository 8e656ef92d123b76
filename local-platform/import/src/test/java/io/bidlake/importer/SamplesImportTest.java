package io.bidlake.importer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.bidlake.model.Topic;
import io.bidlake.openrtb.EventOutput;
import io.bidlake.openrtb.SourceDocument;
import io.bidlake.openrtb.json.Documents;
import io.bidlake.openrtb.notice.NoticeDecoder;
import io.bidlake.tables.DeadLetter.Reason;
import io.bidlake.testing.OpenRtbSamples;
import io.bidlake.testing.OpenRtbSamples.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SamplesImportTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  static List<Sample> samples() {
    return OpenRtbSamples.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void givesTheRecordsAndDeadLettersOfATopic(Sample sample) throws IOException {
    List<String> decoded = new ArrayList<>();
    decoder(sample).decode(sample.bytes(), sample.receivedAt().toEpochMilli(), into(decoded));
    Path file = Files.write(folder.resolve(sample.file()), sample.bytes());
    Path letters = folder.resolve("letters");
    List<String> args = new ArrayList<>(settings(sample));
    args.addAll(List.of("--dead-letters", letters.toString(), file.toString()));

    ImportedFiles imported = ImportedFiles.of(args.toArray());

    assertThat(imported.events().stream().map(Object::toString)).isEqualTo(decoded);
    assertThat(Files.readAllLines(letters).stream().map(line -> field(line, "reason")))
        .containsExactlyElementsOf(
            StreamSupport.stream(sample.deadLetters().spliterator(), false)
                .map(letter -> letter.path("reason").asText())
                .toList());
    assertThat(imported.status).isEqualTo(sample.deadLetters().isEmpty() ? 0 : 1);
    ArrayNode records = JSON.createArrayNode();
    imported.events().forEach(event -> records.add(json(event.toString())));
    sample
        .records()
        .properties()
        .forEach(
            it -> assertThat(records.at(it.getKey())).as(it.getKey()).isEqualTo(it.getValue()));
    sample
        .rows()
        .properties()
        .forEach(
            table ->
                assertThat(imported.out.lines().map(line -> line.strip().replaceAll(" +", " ")))
                    .contains(table.getKey() + " " + table.getValue().size()));
  }

  private List<String> settings(Sample sample) throws IOException {
    ArrayNode notices = JSON.createArrayNode();
    sample
        .feed()
        .notices()
        .forEach(
            it -> notices.addObject().put("kind", it.kind().spelled()).put("template", it.url()));
    Path templates = Files.writeString(folder.resolve("templates"), notices.toString());
    List<String> args =
        new ArrayList<>(
            List.of(
                "--feed",
                sample.expected().path("given").path("feed").asText(),
                "--time-from",
                sample.receivedAt().toString(),
                "--openrtb.notices",
                templates.toString(),
                "--openrtb.currency",
                sample.feed().currency(),
                "--openrtb.impression-on",
                sample.feed().impressionOn().spelled()));
    if (sample.feed().bidderId() != null) {
      args.addAll(List.of("--openrtb.bidder-id", sample.feed().bidderId()));
    }
    return args;
  }

  private static Documents decoder(Sample sample) {
    return switch (sample.expected().path("given").path("feed").asText()) {
      case "notices" -> Documents.ofLines(new NoticeDecoder(sample.feed()));
      case "bid-responses" -> new Documents(sample.feed(), List.of("bid-responses"));
      default -> new Documents(sample.feed(), List.of("bid-requests", "bid-responses"));
    };
  }

  private static EventOutput into(List<String> events) {
    return new EventOutput() {
      @Override
      public <T extends SpecificRecord> void event(
          Topic<T> topic, T event, SourceDocument document) {
        events.add(event.toString());
      }

      @Override
      public void deadLetter(Reason reason, String error, SourceDocument document) {}

      @Override
      public void count(String name) {}
    };
  }

  private static String field(String line, String name) {
    return json(line).path(name).asText();
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
