package io.bidlake.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The metrics of our jobs that dashboards and rules ask for, held against the code that counts. */
class MonitoringMetricsTest {

  /** Of operators, and of the enumerators of sources. */
  private static final Pattern OF_JOBS =
      Pattern.compile(
          "flink_(?:taskmanager_job_task_operator|jobmanager_job_operator_coordinator_enumerator)_(.+)");

  /** Those of Flink, its Kafka source and Iceberg's sink. */
  private static final Set<String> OF_OTHERS =
      Set.of("numRecordsIn", "pendingRecords", "currentEmitEventTimeLag", "currentInputWatermark");

  private static final Map<String, Owner> OURS =
      Map.ofEntries(
          Map.entry(
              "reason_deadLetters",
              new Owner("DecodeEvents", "reason", "counter(\"deadLetters\")")),
          Map.entry(
              "reason_uncounted", new Owner("UncountedEvents", "reason", "counter(\"uncounted\")")),
          Map.entry(
              "rejection_requests",
              new Owner("FlattenRequests", "rejection", "counter(\"requests\")")),
          Map.entry(
              "reference_ageSeconds", new Owner("FlattenRequests", "reference", "\"ageSeconds\"")),
          Map.entry(
              "reference_failedRefreshes",
              new Owner("FlattenRequests", "reference", "\"failedRefreshes\"")),
          Map.entry(
              "skippedUserAgents", new Owner("FlattenRequests", null, "\"skippedUserAgents\"")),
          Map.entry("field_repairedTexts", new Owner("CountersByField", "field", "counter(name)")),
          Map.entry("field_invalidValues", new Owner("CountersByField", "field", "counter(name)")),
          Map.entry("noBids", new Owner("FlattenResponses", null, "counter(\"noBids\")")),
          Map.entry("duplicates", new Owner("RequestFunction", null, "counter(\"duplicates\")")),
          Map.entry("openRequests", new Owner("RequestFunction", null, "\"openRequests\"")),
          Map.entry("openWindows", new Owner("EmitWindows", null, "\"openWindows\"")),
          Map.entry("corrected", new Owner("EmitWindows", null, "counter(\"corrected\")")),
          Map.entry("waitingTopics", new Owner("TopicSource", null, "gauge(\"waitingTopics\"")),
          Map.entry("refusedTopics", new Owner("TopicSource", null, "gauge(\"refusedTopics\"")),
          Map.entry("table_dataFiles", new Owner("TableMetrics", "table", "gauge(\"dataFiles\"")),
          Map.entry(
              "table_deleteFiles", new Owner("TableMetrics", "table", "gauge(\"deleteFiles\"")),
          Map.entry("table_bytes", new Owner("TableMetrics", "table", "gauge(\"bytes\"")),
          Map.entry("table_snapshots", new Owner("TableMetrics", "table", "gauge(\"snapshots\"")),
          Map.entry(
              "table_overdueSnapshots",
              new Owner("TableMetrics", "table", "gauge(\"overdueSnapshots\"")),
          Map.entry(
              "table_millisSinceCommit",
              new Owner("TableMetrics", "table", "gauge(\"millisSinceCommit\"")),
          Map.entry("table_action_done", new Owner("ReportActions", "action", "counter(\"done\")")),
          Map.entry(
              "table_action_failed", new Owner("ReportActions", "action", "counter(\"failed\")")),
          Map.entry(
              "table_action_filesRemoved",
              new Owner("ReportActions", "action", "counter(\"filesRemoved\")")),
          Map.entry(
              "table_action_filesAdded",
              new Owner("ReportActions", "action", "counter(\"filesAdded\")")),
          Map.entry(
              "table_action_millis", new Owner("ReportActions", "action", "counter(\"millis\")")));

  /**
   * Where a metric is made.
   *
   * @param name class of a job that registers it
   * @param group the group with a value that it is in, which becomes a label; null for none
   */
  private record Owner(String name, String group, String registration) {}

  @ParameterizedTest
  @MethodSource("names")
  void isMadeByItsOwner(String metric) {
    Owner owner = OURS.get(metric);

    assertThat(Project.sourceOfJobs(owner.name())).contains(owner.registration());
    if (owner.group() != null) {
      assertThat(Project.sourceOfJobs(owner.name())).contains("addGroup(\"" + owner.group() + "\"");
    }
  }

  static Set<String> names() {
    return OURS.keySet();
  }

  @Test
  void isInTheListWhenItIsAskedForAndOnlyThen() {
    Set<String> asked =
        MonitoringNamesTest.expressions()
            .flatMap(query -> query.metrics().stream())
            .map(OF_JOBS::matcher)
            .filter(Matcher::matches)
            .map(metric -> metric.group(1))
            .filter(metric -> !OF_OTHERS.contains(metric))
            .filter(metric -> !metric.startsWith("IcebergFilesCommitter_"))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(asked).isEqualTo(new TreeSet<>(OURS.keySet()));
  }
}
