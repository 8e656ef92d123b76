package io.bidlake.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.settings.InvalidSettings;
import io.bidlake.settings.Settings;
import io.bidlake.verify.job.WatchedJob;
import io.bidlake.verify.layout.Scope;
import io.bidlake.verify.truth.WindowRules;
import io.bidlake.verify.truth.WindowTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifySettingsTest {

  private static final List<Topic<?>> OF_AUCTIONS =
      List.of(
          Topics.BID_REQUESTS,
          Topics.BID_RESPONSES,
          Topics.IMPRESSIONS,
          Topics.NOTICES,
          Topics.CLICKS);

  @Test
  void knowsTheJobsAndWhatTheyRead() {
    assertThat(read().jobs())
        .containsExactly(
            new WatchedJob("the ingest job", "bidlake-ingest", "bidlake-ingest", Topics.ALL),
            new WatchedJob(
                "the aggregation job",
                "bidlake-aggregation",
                "bidlake-aggregation",
                List.of(Topics.BID_REQUESTS, Topics.IMPRESSIONS)),
            new WatchedJob("the funnel job", "bidlake-funnel", "bidlake-funnel", Topics.FUNNEL),
            new WatchedJob("the auction job", "bidlake-auction", "bidlake-auction", OF_AUCTIONS));
  }

  @Test
  void takesATimeOrADurationUpToNow() {
    Settings settings = Settings.of(List.of("--since", "2026-02-03T12:00:00Z"), Map.of());
    assertThat(VerifySettings.read(settings, Scope.ALL).since())
        .hasValue(Instant.parse("2026-02-03T12:00:00Z"));

    Settings ago = Settings.of(List.of("--since", "2h"), Map.of());
    assertThat(VerifySettings.read(ago, Scope.ALL).since().orElseThrow())
        .isBetween(Instant.now().minusSeconds(7_260), Instant.now().minusSeconds(7_140));

    Settings future = Settings.of(List.of("--since", "9999-01-01T00:00:00Z"), Map.of());
    VerifySettings.read(future, Scope.ALL);
    assertThatThrownBy(future::check)
        .hasMessageContaining("since must not be in the future, was 9999-01-01T00:00:00Z");
  }

  @Test
  void knowsThatTheIngestJobReadsAllTopicsOfTheScope() {
    Settings settings = Settings.of(List.of(), Map.of());

    assertThat(VerifySettings.read(settings, Sale.SCOPE).jobs())
        .extracting(WatchedJob::topics)
        .containsExactly(
            Sale.SCOPE.topics(),
            List.of(Topics.BID_REQUESTS, Topics.IMPRESSIONS),
            Topics.FUNNEL,
            OF_AUCTIONS);
  }

  @Test
  void takesAJobsNameForItsGroupUnlessToldOtherwise() {
    List<WatchedJob> jobs =
        read(
                "--kafka.group-id", "i",
                "--ingest.job-name", "ingest-2",
                "--aggregation.job-name", "aggregation-2",
                "--funnel.job-name", "funnel-2",
                "--funnel.group-id", "f")
            .jobs();

    assertThat(jobs)
        .extracting(WatchedJob::name)
        .containsExactly("ingest-2", "aggregation-2", "funnel-2", "bidlake-auction");
    assertThat(jobs)
        .extracting(WatchedJob::group)
        .containsExactly("i", "aggregation-2", "f", "bidlake-auction");
  }

  @Test
  void looksForTablesOfWindowsBesideTheOthersUnlessToldOtherwise() {
    assertThat(read().windowsNamespace()).isEqualTo("db");
    assertThat(read("--lake.namespace", "prod").windowsNamespace()).isEqualTo("prod");
    VerifySettings replay = read("--windows.namespace", "replay");
    assertThat(replay.windowsNamespace()).isEqualTo("replay");
    assertThat(replay.catalog().namespace()).isEqualTo("db");
  }

  @Test
  void countsByTheBoundsOfTheJobs() {
    assertThat(hold(read().windows())).isEqualTo(75_000);
    assertThat(hold(read("--funnel.click-within", "30s").windows())).isEqualTo(45_000);
    assertThat(read("--windows.grace", "1m").windows().grace()).isEqualTo(60_000);
    assertThat(read().windows().requestWithin()).isEqualTo(15_000);
    assertThat(read().windows().lateness()).isEqualTo(3_600_000);
    assertThat(read().windows().ahead()).isEqualTo(3_600_000);
    assertThat(read().windows().outOfOrderness()).isEqualTo(5_000);
  }

  @Test
  void knowsTheLandingJob() {
    LandingSettings landing = read().landing();
    assertThat(landing.namespace()).isEqualTo("landing");
    assertThat(landing.topics().pattern()).isEqualTo("events\\..*");
    assertThat(landing.rules()).isEmpty();
    assertThat(landing.jobName()).isEqualTo("bidlake-landing");
    assertThat(landing.group()).isEqualTo("bidlake-landing");
    assertThat(read("--landing.job-name", "l", "--landing.group-id", "g").landing().group())
        .isEqualTo("g");
  }

  @Test
  void refusesTopicsThatAreNoExpression() {
    assertThatThrownBy(() -> read("--landing.topics", "events.("))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("landing.topics must be a regular expression, was 'events.('");
  }

  @Test
  void refusesATemplateThatCannotBeRead(@TempDir Path folder) throws IOException {
    String template = "https://t.example/b?p=${AUCTION_PRICE:OXCRYPT}";
    Path file = folder.resolve("notices.json");
    Files.writeString(file, "[{\"kind\":\"win\",\"template\":\"" + template + "\"}]");

    assertThatThrownBy(() -> read("--openrtb.notices", file.toString()))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining(
            "openrtb.notices: notice template %s: ${AUCTION_PRICE:OXCRYPT} cannot be decoded"
                .formatted(template));
  }

  private static long hold(WindowRules rules) {
    return WindowTable.FUNNEL.truth().hold(rules);
  }

  private static VerifySettings read(String... args) {
    Settings settings = Settings.of(List.of(args), Map.of());
    VerifySettings read = VerifySettings.read(settings, Scope.ALL);
    settings.check();
    return read;
  }
}
