package io.bidlake.generator;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.generator.encoding.TextReading;
import io.bidlake.producer.StopSignal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratorTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void printsSoManyRequestsWithAllThatFollowsAndNothingElse() {
    int status = run("--print", "200", "--seed", "4", "--start", "2026-02-03T00:00:00Z");

    Map<String, Integer> counts = new TreeMap<>();
    for (String line : text(out).lines().toList()) {
      for (SpecificRecord event : TextReading.events(line.getBytes(StandardCharsets.UTF_8))) {
        counts.merge(event.getClass().getSimpleName(), 1, Integer::sum);
      }
    }
    assertThat(status).isZero();
    assertThat(counts)
        .containsOnlyKeys("BidRequest", "BidResponse", "Click", "Impression", "Notice")
        .containsEntry("BidRequest", 200);
    assertThat(text(err)).isEmpty();
  }

  @Test
  void printsTheSameForTheSameSeedAndStart() {
    run("--print", "5", "--seed", "4", "--start", "2026-02-03T00:00:00Z");
    String first = text(out);
    out.reset();
    run("--print", "5", "--seed", "4", "--start", "2026-02-03T00:00:00Z");
    assertThat(text(out)).isEqualTo(first);
    out.reset();
    run("--print", "5", "--seed", "5", "--start", "2026-02-03T00:00:00Z");
    assertThat(text(out)).isNotEqualTo(first);
  }

  @Test
  void writesTheSameGeoDatabaseEachTime(@TempDir Path folder) throws IOException {
    Path first = folder.resolve("first.mmdb");
    Path second = folder.resolve("second.mmdb");

    assertThat(run("--write-geo-database", first.toString())).isZero();
    assertThat(run("--write-geo-database", second.toString())).isZero();

    assertThat(second).hasSameBinaryContentAs(first);
  }

  @Test
  void writesTheFilesOfDimensions(@TempDir Path folder) {
    assertThat(run("--write-dimensions", folder.resolve("new").toString())).isZero();

    assertThat(folder.resolve("new").resolve("dim_publisher.jsonl")).isNotEmptyFile();
  }

  @Test
  void namesTheFolderThatItCannotWrite() {
    assertThat(run("--write-dimensions", "/proc/nowhere")).isEqualTo(1);
    assertThat(text(err)).startsWith("generator: write-dimensions /proc/nowhere cannot be written");
  }

  @Test
  void namesTheGeoDatabaseThatItCannotWrite() {
    assertThat(run("--write-geo-database", "/nowhere/places.mmdb")).isEqualTo(1);
    assertThat(text(err))
        .startsWith("generator: write-geo-database /nowhere/places.mmdb cannot be written");
  }

  @Test
  void listsAllSettings() {
    assertThat(run("--help")).isZero();
    assertThat(text(out))
        .contains("--events-per-second  (EVENTS_PER_SECOND)  default 10")
        .contains("--topic.bid-responses  (TOPIC_BID_RESPONSES)  default bid-responses")
        .contains("--schema-registry.url  (SCHEMA_REGISTRY_URL)")
        .contains("--kafka.bootstrap-servers  (KAFKA_BOOTSTRAP_SERVERS)  default localhost:29092")
        .contains("--kafka.*");
  }

  @Test
  void reportsAllWrongSettingsAtOnceWithoutAStackTrace() {
    int status =
        run(
            "--win-rate", "2",
            "--events-per-secnd", "5",
            "--start", "yesterday",
            "--backfill-only", "true",
            "--app-rate", "0.99",
            "--topic.clicks", "im pressions");

    assertThat(status).isEqualTo(2);
    assertThat(text(err).lines())
        .containsExactlyInAnyOrder(
            "generator: win-rate must be a number from 0 to 1, was '2'",
            "generator: unknown setting --events-per-secnd; did you mean --events-per-second?",
            "generator: start must be a time in UTC such as 2026-02-03T00:00:00Z, was 'yesterday'",
            "generator: backfill-only needs backfill-hours above 0",
            "generator: app-rate + ctv-rate + dooh-rate must be at most 1, was 1.080",
            "generator: topic.clicks must be 1 to 249 letters, digits, dots, dashes or"
                + " underscores, was 'im pressions'");
    assertThat(text(out)).isEmpty();
  }

  @Test
  void refusesOneTopicForTwoKinds() {
    assertThat(run("--topic.clicks", "impressions")).isEqualTo(2);
    assertThat(text(err)).contains("each kind of Avro event needs a topic of its own");
  }

  @Test
  void namesAKafkaSettingThatIsWrong() {
    int status = run("--kafka.bootstrap-servers", "no-port");

    assertThat(status).isEqualTo(1);
    assertThat(text(err).lines()).hasSize(1);
    assertThat(text(err)).startsWith("generator: Kafka at no-port cannot be used: Invalid url");
  }

  private int run(String... args) {
    return new Generator(print(out), print(err)).run(List.of(args), Map.of(), new StopSignal());
  }

  private static PrintStream print(ByteArrayOutputStream stream) {
    return new PrintStream(stream, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8);
  }
}
