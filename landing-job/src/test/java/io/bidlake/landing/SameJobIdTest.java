package io.bidlake.landing;

import static io.bidlake.landing.LandingRun.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.testing.InJvmRegistry;
import io.bidlake.testing.RestCatalogStub;
import java.nio.file.Path;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In clusters of their own, as a cluster runs no two jobs with one id. */
class SameJobIdTest {

  private static final String TOPIC = "events.views";

  @TempDir Path folder;

  /** apache/iceberg#18098: the sink alone would skip the commits of the second job. */
  @Test
  void commitsTheRowsOfAJobThatBeginsAnewWithTheIdOfAnEarlierOne() throws Exception {
    try (InJvmRegistry registry = new InJvmRegistry();
        RestCatalogStub catalog = new RestCatalogStub(folder.resolve("warehouse"))) {
      LandingRun run =
          new LandingRun(folder, registry.settings())
              .in(catalog.properties())
              .asJob(JobID.generate());

      run.land(
          new RecordBatches()
              .then(json(TOPIC, 0, "{\"n\": 0}"))
              .then(json(TOPIC, 1, "{\"n\": 1}"))
              .then(json(TOPIC, 2, "{\"n\": 2}")));

      run.land(new RecordBatches().then(json(TOPIC, 3, "{\"n\": 3}")));

      assertThat(run.rows("events_views"))
          .map(row -> row.getField("n"))
          .containsExactly(0L, 1L, 2L, 3L);
    }
  }
}
