package io.bidlake.bench.ingest;

import io.bidlake.bench.contender.Candidate;
import io.bidlake.bench.contender.FlinkCandidate;
import io.bidlake.bench.contender.FlinkSql;
import io.bidlake.bench.contender.ProgramCandidate;
import io.bidlake.bench.contender.SparkProgram;
import io.bidlake.bench.platform.BenchPlatform;
import io.bidlake.bench.result.Contender;
import io.bidlake.local.flink.Job;
import io.bidlake.local.process.JavaCommand;
import java.util.List;

/** The contenders that can write the topics to the tables. */
public final class IngestCandidates {

  static final String OURS = "bidlake";
  static final String BARE_LOOP = "bare-loop";

  /** Makes Bidlake's code fill only the enriched column that the other contenders fill, too. */
  private static final List<String> EQUAL = List.of("--enrich", "currencies");

  private static final Contender AVRO_SQL =
      new Contender("flink-sql", "Flink SQL", "with Flink's defaults");

  private static final long SPARK_REQUESTS = 60_000;
  private static final long SPARK_NOTICES = 500_000;

  private final BenchPlatform platform;

  public IngestCandidates(BenchPlatform platform) {
    this.platform = platform;
  }

  /** The contenders that can write one row per placement of a request. */
  public List<Candidate> ofEvents() {
    return List.of(
        equal(
            new Contender(OURS, "Bidlake", "the shaded job, with floors in USD as in the others")),
        ours(new Contender("bidlake-enriched", "Bidlake, all enrichments", "as users run it")),
        sql(AVRO_SQL),
        spark(SPARK_REQUESTS),
        bareLoop());
  }

  /** The contenders that can do so with requests in JSON. */
  public List<Candidate> ofJson() {
    return List.of(
        equal(new Contender(OURS, "Bidlake, JSON", "the same job on a topic of OpenRTB JSON")),
        sql(new Contender("flink-sql", "Flink SQL, JSON", "format json, with Flink's defaults")));
  }

  /** The contenders that can copy flat records. */
  public List<Candidate> ofNotices() {
    return List.of(ours(), landing(), sql(AVRO_SQL), spark(SPARK_NOTICES), connect(), bareLoop());
  }

  /** Bidlake's job, as users run it. */
  public Candidate ours() {
    return ours(new Contender(OURS, "Bidlake", "the shaded job, as users run it"));
  }

  /** Bidlake's job under another name, for comparisons in which it runs in several variants. */
  public Candidate ours(Contender contender) {
    return ours(contender, List.of());
  }

  /** Bidlake's job, with only the enrichment that the other contenders make, too. */
  private Candidate equal(Contender contender) {
    return ours(contender, EQUAL);
  }

  private Candidate ours(Contender contender, List<String> settings) {
    return new FlinkCandidate(
        contender,
        platform,
        new Job("bidlake-ingest", platform.installation().shadedJar("ingest-job"), List.of()),
        task -> {
          List<String> arguments = task.groupArguments(platform.addresses());
          arguments.addAll(settings);
          return arguments;
        });
  }

  /** Bidlake's job for topics of any schema. */
  private Candidate landing() {
    return new LandingCandidate(
        new FlinkCandidate(
            new Contender(
                "landing",
                "Bidlake, landing job",
                "tables made from the schema, with seven more columns"),
            platform,
            new Job("bidlake-landing", platform.installation().shadedJar("landing-job"), List.of()),
            task -> LandingCandidate.arguments(task, platform.addresses())));
  }

  private Candidate sql(Contender contender) {
    return new FlinkCandidate(
        contender,
        platform,
        FlinkSql.job(platform.installation(), "io.bidlake.bench.sql.IngestSql"),
        task -> task.allArguments(task.groupArguments(platform.addresses())));
  }

  /**
   * Spark reads everything available into one batch, unless the number of records is limited. If
   * the limit is lower than what it can process in a commit interval, it waits for the next one.
   *
   * @param recordsPerSecond the limit for each topic: more than Spark can process, so that it never
   *     waits
   */
  private Candidate spark(long recordsPerSecond) {
    return new ProgramCandidate(
        new Contender("spark", "Spark Structured Streaming", ""),
        platform,
        SparkProgram.of(platform.installation(), "io.bidlake.bench.spark.IngestSpark"),
        task -> {
          List<String> arguments = task.allArguments(task.arguments(platform.addresses()));
          long records = recordsPerSecond * task.commitInterval().toMillis() / 1_000;
          arguments.addAll(List.of("--max-offsets-per-trigger", Long.toString(records)));
          return arguments;
        });
  }

  private Candidate connect() {
    return new ProgramCandidate(
        new Contender("kafka-connect", "Kafka Connect", "Iceberg's sink connector"),
        platform,
        JavaCommand.main(
            platform.installation().benchmarkProgram("connect"),
            "io.bidlake.bench.connect.IngestConnect",
            ProgramCandidate.VM),
        task -> task.allArguments(task.groupArguments(platform.addresses())));
  }

  private Candidate bareLoop() {
    String classPath = platform.installation().benchmarkProgram("bare-loop");
    return new ProgramCandidate(
        new Contender(
            BARE_LOOP,
            "Bare loop",
            "a consumer and Iceberg's writer, without an engine and not exactly once"),
        platform,
        JavaCommand.main(classPath, "io.bidlake.ingest.BareLoop", ProgramCandidate.VM),
        task -> {
          List<String> arguments = task.arguments(platform.addresses());
          arguments.addAll(task.paceArguments());
          arguments.addAll(EQUAL);
          return arguments;
        });
  }
}
