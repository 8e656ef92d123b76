package io.bidlake.bench.contender;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.bench.data.Traffic;
import io.bidlake.local.config.Addresses;
import io.bidlake.local.config.Ports;
import io.bidlake.local.config.S3Settings;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TaskTest {

  private final Addresses addresses = new Addresses(Ports.defaults(), S3Settings.defaults());
  private final Task task =
      new Task(
          Traffic.events(1_000), "r1_a", "group-1", 2, Duration.ofSeconds(5), Path.of("/tmp/work"));

  @Test
  void tellsEveryContenderWhereTheServersAreAndWhatToWrite() {
    assertThat(task.arguments(addresses))
        .containsSequence("--kafka.bootstrap-servers", addresses.kafka())
        .containsSequence("--topic.clicks", "events-clicks")
        .containsSequence("--lake.namespace", "r1_a")
        .doesNotContain("--kafka.group-id");
  }

  @Test
  void tellsItsGroupToThoseThatHaveOne() {
    assertThat(task.groupArguments(addresses)).containsSequence("--kafka.group-id", "group-1");
  }

  @Test
  void tellsTheRestToThoseThatAskNobodyElse() {
    assertThat(task.allArguments(task.arguments(addresses)))
        .containsSequence("--parallelism", "2")
        .containsSequence("--commit-interval", "5000ms")
        .containsSequence("--workload", "events")
        .containsSequence("--work-folder", "/tmp/work");
  }
}
