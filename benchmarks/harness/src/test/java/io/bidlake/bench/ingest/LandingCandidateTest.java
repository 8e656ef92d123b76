package io.bidlake.bench.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.bench.contender.Attempt;
import io.bidlake.bench.contender.Candidate;
import io.bidlake.bench.contender.Task;
import io.bidlake.bench.data.Traffic;
import io.bidlake.bench.result.Contender;
import io.bidlake.local.config.Addresses;
import io.bidlake.local.config.Ports;
import io.bidlake.local.config.S3Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LandingCandidateTest {

  @TempDir private Path folder;

  @Test
  void readsTheTopicsWithEventsIntoTheTablesOfTheOthers() {
    List<String> arguments =
        LandingCandidate.arguments(task(), new Addresses(Ports.defaults(), S3Settings.defaults()));

    assertThat(arguments)
        .containsSequence("--kafka.group-id", "group-1")
        .containsSequence("--landing.namespace", "r1_landing")
        .containsSequence("--lake.namespace", "r1_landing_letters");
    Pattern topics = Pattern.compile(arguments.get(arguments.indexOf("--landing.topics") + 1));
    assertThat(List.of("notices-impressions", "notices-clicks", "notices-notices", "empty-notices"))
        .filteredOn(topics.asMatchPredicate())
        .containsExactly("notices-impressions", "notices-clicks");
  }

  @Test
  void partitionsTheTablesLikeThoseOfTheOthers() {
    assertThat(LandingCandidate.rules(Traffic.notices(1_000)))
        .isEqualTo(
            """
            topics:
              notices-impressions:
                table: impressions
                partition-by: day(event_timestamp)
              notices-clicks:
                table: clicks
                partition-by: day(event_timestamp)
            """);
  }

  @Test
  void writesItsRulesBeforeTheJobReadsThem() throws IOException {
    LandingCandidate landing = new LandingCandidate(new ReadsRules());

    landing.start(task());

    assertThat(landing.createsTables()).isTrue();
  }

  private Task task() {
    return new Task(
        Traffic.notices(1_000),
        "r1_landing",
        "group-1",
        2,
        Duration.ofSeconds(5),
        folder.resolve("work"));
  }

  private record ReadsRules() implements Candidate {

    @Override
    public Contender contender() {
      return new Contender("landing", "landing", "");
    }

    @Override
    public Attempt start(Task task) {
      List<String> arguments =
          LandingCandidate.arguments(task, new Addresses(Ports.defaults(), S3Settings.defaults()));
      Path rules = Path.of(arguments.get(arguments.indexOf("--landing.rules") + 1));
      assertThat(rules).hasContent(LandingCandidate.rules(task.traffic()));
      return null;
    }
  }
}
