package io.bidlake.landing;

import io.bidlake.landing.sink.LandingSinks;
import io.bidlake.landing.topics.TopicSource;
import io.bidlake.runtime.JobStart;
import io.bidlake.runtime.lake.IcebergSinks;
import io.bidlake.runtime.lake.Lake;
import io.bidlake.tables.Tables;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The landing job: writes any topic to a table of its own, exactly once. */
public final class LandingJob {

  static final String NAME = "bidlake-landing";

  private LandingJob() {}

  public static void main(String[] args) throws Exception {
    JobStart.run(NAME, args, LandingSettings::read, LandingJob::build);
  }

  static void build(StreamExecutionEnvironment env, LandingSettings given) throws Exception {
    try (Lake lake = new Lake(given.catalog())) {
      LandingSettings settings = given.on(lake.files(Tables.DEAD_LETTERS));
      settings.rows().rules().open();
      LandingTopology.Outputs outputs =
          new LandingTopology(settings.rows(), lake.rows(Tables.DEAD_LETTERS))
              .connect(
                  env.fromSource(
                          TopicSource.of(
                              settings.kafka(),
                              settings.topics(),
                              settings.rows().tables(),
                              settings.rows().rules()),
                          TopicSource.watermarks(),
                          "read-topics")
                      .uid("read-topics"));
      LandingSinks.append(outputs.rows(), settings.rows().tables(), "tables");
      LandingSinks.append(outputs.keptRows(), settings.rows().tables(), "deduplicated-tables");
      new IcebergSinks(lake).append(outputs.deadLetters(), Tables.DEAD_LETTERS);
    }
  }
}
