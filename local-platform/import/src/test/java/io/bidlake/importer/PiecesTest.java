package io.bidlake.importer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.model.Feed;
import io.bidlake.model.Topic;
import io.bidlake.openrtb.EventOutput;
import io.bidlake.openrtb.SourceDocument;
import io.bidlake.openrtb.json.Documents;
import io.bidlake.openrtb.notice.NoticeDecoder;
import io.bidlake.tables.DeadLetter.Reason;
import io.bidlake.testing.OpenRtbSamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is decoded in pieces by several threads is what reading the file in one go gives. */
class PiecesTest {

  private static final long TIME = 1_772_323_200_000L;
  private static final int FILES = 3;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void giveWhatTheWholeFileGives(ImportSettings.Kind kind) throws IOException {
    Random random = new Random(kind.name().hashCode());
    for (int i = 0; i < FILES; i++) {
      byte[] content = content(random, 2 + random.nextInt(4), i % 3 == 0 ? 0 : 40);
      Path file = Files.write(folder.resolve("file"), content);
      Path letters = folder.resolve("letters");
      Files.deleteIfExists(letters);

      ImportedFiles imported =
          ImportedFiles.of(
              "--feed",
              kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'),
              "--time-from",
              "2026-03-01T00:00:00Z",
              "--dead-letters",
              letters,
              file);

      InOneGo expected = new InOneGo(content, kind);
      assertThat(imported.events().stream().map(Object::toString))
          .containsExactlyElementsOf(expected.events);
      assertThat(
              Files.readAllLines(letters).stream()
                  .map(
                      line ->
                          line.replaceAll(".*\"line\":(\\d+),\"reason\":\"(\\w+)\".*", "$1 $2")))
          .containsExactlyElementsOf(expected.letters);
    }
  }

  /** Samples in a row, in an array or with anything between them, some with a byte changed. */
  private static byte[] content(Random random, int halfMegabytes, int outOfWhich) {
    List<byte[]> samples =
        OpenRtbSamples.all().stream()
            .filter(sample -> !sample.file().endsWith(".gz"))
            .map(OpenRtbSamples.Sample::bytes)
            .toList();
    List<byte[]> joints =
        Stream.of("\n", "\n", "\n", "", " ", "\r\n", "\n\n", ",\n", "\n[\n", "]\n", "\n{")
            .map(text -> text.getBytes(UTF_8))
            .toList();
    byte[] content = new byte[halfMegabytes << 19];
    int at = 0;
    while (at < content.length) {
      byte[] part = samples.get(random.nextInt(samples.size())).clone();
      boolean isOdd = outOfWhich > 0 && random.nextInt(outOfWhich) == 0;
      if (isOdd) {
        part[random.nextInt(part.length)] = (byte) random.nextInt(128);
      }
      byte[] joint = joints.get(random.nextInt(isOdd ? joints.size() : 3));
      for (byte[] each : List.of(part, joint)) {
        int length = Math.min(each.length, content.length - at);
        System.arraycopy(each, 0, content, at, length);
        at += length;
      }
    }
    return content;
  }

  /** Reads a whole file at once. */
  private static final class InOneGo implements EventOutput {
    private final List<String> events = new ArrayList<>();
    private final List<String> letters = new ArrayList<>();
    private final byte[] content;
    private final Documents documents;
    private int countedTo;
    private long line = 1;

    InOneGo(byte[] content, ImportSettings.Kind kind) {
      this.content = content;
      NoticeDecoder notices = new NoticeDecoder(Feed.DEFAULTS);
      this.documents =
          switch (kind) {
            case AUTO ->
                Documents.amongLines(
                    Feed.DEFAULTS, List.of("bid-requests", "bid-responses"), notices);
            case BID_REQUESTS ->
                new Documents(Feed.DEFAULTS, List.of("bid-requests", "bid-responses"));
            case BID_RESPONSES -> new Documents(Feed.DEFAULTS, List.of("bid-responses"));
            case NOTICES -> Documents.ofLines(notices);
          };
      documents.begin();
      documents.read(content, 0, content.length, true, TIME, this);
    }

    @Override
    public <T extends SpecificRecord> void event(Topic<T> topic, T event, SourceDocument document) {
      events.add(event.toString());
    }

    @Override
    public void deadLetter(Reason reason, String error, SourceDocument document) {
      for (; countedTo < documents.start(); countedTo++) {
        line += content[countedTo] == '\n' ? 1 : 0;
      }
      letters.add(line + " " + reason);
    }

    @Override
    public void count(String name) {}
  }
}
