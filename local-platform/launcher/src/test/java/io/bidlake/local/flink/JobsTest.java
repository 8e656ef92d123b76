package io.bidlake.local.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.local.config.Addresses;
import io.bidlake.local.config.Installation;
import io.bidlake.local.config.Ports;
import io.bidlake.local.config.S3Settings;
import io.bidlake.model.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobsTest {
  @TempDir private Path home;

  @BeforeEach
  void build() throws IOException {
    for (String module : Jobs.modules()) {
      Path target = Files.createDirectories(home.resolve(module).resolve("target"));
      Files.createFile(target.resolve(module + "-1-all.jar"));
    }
  }

  @Test
  void givesSettingsOfEventTimeToThoseJobsOnlyThatKnowIt() {
    IdleAfter idleAfter = IdleAfter.of(Map.of("EVENT_TIME_IDLE_AFTER", "7s"));
    Addresses addresses = new Addresses(Ports.defaults(), S3Settings.defaults());

    List<Job> jobs = Jobs.all(new Installation(home), addresses, idleAfter);

    assertThat(jobs)
        .extracting(Job::name)
        .containsExactly("bidlake-ingest", "bidlake-aggregation", "bidlake-funnel");
    assertThat(jobs)
        .filteredOn(job -> job.arguments().contains("--event-time.idle-after"))
        .extracting(Job::name)
        .isEqualTo(Jobs.namesWithWindows());
  }

  @Test
  void saysWhatEachJobReads() {
    assertThat(Jobs.inputs().keySet()).containsExactlyElementsOf(Jobs.names());
    assertThat(Jobs.inputs().get("bidlake-aggregation"))
        .isEqualTo(List.of(Topics.BID_REQUESTS, Topics.IMPRESSIONS));
  }
}
