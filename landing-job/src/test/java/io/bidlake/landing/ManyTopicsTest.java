package io.bidlake.landing;

import static io.bidlake.landing.LandingRun.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.landing.topics.TopicRecord;
import io.bidlake.testing.InJvmRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManyTopicsTest {

  private static final int TOPICS = 200;

  @TempDir Path folder;

  /** In a JVM whose heap is 1 GB: see the root pom.xml. */
  @Test
  void landsTwoHundredTopicsAtATime() throws Exception {
    String fields = "\"f0\": \"text\"";
    for (int i = 1; i < 30; i++) {
      fields += ", \"f%d\": %d".formatted(i, i);
    }
    List<TopicRecord> records = new ArrayList<>();
    for (int offset = 0; offset < 5; offset++) {
      for (int topic = 0; topic < TOPICS; topic++) {
        records.add(json("events.topic" + topic, offset, "{%s}".formatted(fields)));
      }
    }
    try (InJvmRegistry registry = new InJvmRegistry()) {
      LandingRun run = new LandingRun(folder, registry.settings()).withParallelism(2);

      run.land(records);

      assertThat(run.tables()).hasSize(TOPICS);
      for (int topic = 0; topic < TOPICS; topic++) {
        assertThat(run.count("events_topic" + topic)).isEqualTo(5);
      }
    }
  }
}
