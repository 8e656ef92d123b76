package io.bidlake.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The labels of the pods that the Flink operator starts. The tests for promtool fire the alerts
 * with the series that come of these.
 */
class KubernetesMonitoringTest {
  private static final String MONITOR =
      Manifests.FOLDER + "/components/pod-monitor/pod-monitor.yaml";

  /** As Flink's reporter shows them, with the labels that a PodMonitor adds. */
  private static final String RAW =
      """
      flink_jobmanager_job_runningTime{job_id="0a",job_name="bidlake_ingest",host="10_0_0_7",\
      app="bidlake-ingest",component="jobmanager",instance="10.0.0.7:9249",namespace="bidlake",pod="bidlake-ingest-6f"}
      flink_taskmanager_job_task_operator_numRecordsIn{job_id="0a",job_name="bidlake_ingest",host="10_0_0_8",\
      tm_id="bidlake_ingest_taskmanager_1_1",task_id="cb",task_name="Source:_read_bid_requests____decode",\
      task_attempt_id="ab_0",task_attempt_num="0",subtask_index="0",operator_id="cb",\
      operator_name="Source:_read_bid_requests",app="bidlake-ingest",component="taskmanager",\
      instance="10.0.0.8:9249",namespace="bidlake",pod="bidlake-ingest-taskmanager-1-1"}
      flink_taskmanager_job_task_operator_numRecordsIn{job_id="0b",job_name="bidlake_funnel",host="10_0_0_9",\
      tm_id="bidlake_funnel_taskmanager_1_1",task_id="cd",task_name="Source:_read_clicks____decode",\
      task_attempt_id="ad_0",task_attempt_num="0",subtask_index="0",operator_id="cd",\
      operator_name="Source:_read_clicks",app="bidlake-funnel",component="taskmanager",\
      instance="10.0.0.9:9249",namespace="bidlake",pod="bidlake-funnel-taskmanager-1-1"}
      flink_taskmanager_job_task_operator_pendingRecords{job_id="0b",job_name="bidlake_funnel",host="10_0_0_9",\
      tm_id="bidlake_funnel_taskmanager_1_1",task_id="cd",task_name="Source:_read_clicks____decode",\
      task_attempt_id="ad_0",task_attempt_num="0",subtask_index="0",operator_id="cd",\
      operator_name="Source:_read_clicks",app="bidlake-funnel",component="taskmanager",\
      instance="10.0.0.9:9249",namespace="bidlake",pod="bidlake-funnel-taskmanager-1-1"}
      flink_taskmanager_job_task_operator_IcebergFilesCommitter_table_elapsedSecondsSinceLastSuccessfulCommit{\
      job_id="0a",job_name="bidlake_ingest",host="10_0_0_8",tm_id="bidlake_ingest_taskmanager_1_1",task_id="ce",\
      task_name="IcebergFilesCommitter",task_attempt_id="ae_0",task_attempt_num="0",subtask_index="0",operator_id="ce",\
      operator_name="IcebergFilesCommitter",table="lake_db_clicks",app="bidlake-ingest",component="taskmanager",\
      instance="10.0.0.8:9249",namespace="bidlake",pod="bidlake-ingest-taskmanager-1-1"}
      """;

  @Test
  void areThoseThatTheTestsOfTheAlertsHave() {
    Set<String> relabelled =
        RAW.lines().map(KubernetesMonitoringTest::relabelled).collect(Collectors.toSet());

    assertThat(seriesOfTests()).isEqualTo(relabelled);
  }

  @Test
  void dropMetricsThatNothingReads() {
    assertThat(
            relabel(Map.of("__name__", "flink_jobmanager_Status_JVM_Threads_Count"), "jobmanager"))
        .isEmpty();
  }

  private static Set<String> seriesOfTests() {
    Set<String> series = new TreeSet<>();
    for (JsonNode test : Project.yaml("deploy/prometheus/tests/kubernetes.yml").get("tests")) {
      for (JsonNode input : test.get("input_series")) {
        String text = input.get("series").asText();
        if (text.startsWith("flink_")) {
          series.add(text);
        }
      }
    }
    return series;
  }

  private static String relabelled(String raw) {
    Map<String, String> labels = new TreeMap<>();
    labels.put("__name__", raw.substring(0, raw.indexOf('{')));
    Matcher label = Pattern.compile("(\\w+)=\"([^\"]*)\"").matcher(raw);
    while (label.find()) {
      labels.put(label.group(1), label.group(2));
    }
    Map<String, String> result = relabel(labels, labels.get("component"));
    return result.entrySet().stream()
        .filter(it -> !it.getKey().equals("__name__"))
        .map(it -> "%s=\"%s\"".formatted(it.getKey(), it.getValue()))
        .collect(Collectors.joining(",", result.get("__name__") + "{", "}"));
  }

  /** What the endpoint of a component makes of a series; empty if it is dropped. */
  private static Map<String, String> relabel(Map<String, String> series, String component) {
    JsonNode endpoint = endpoint(component);
    Map<String, String> labels = new TreeMap<>(series);
    for (JsonNode step : endpoint.get("relabelings")) {
      if (step.has("targetLabel")) {
        labels.put(step.get("targetLabel").asText(), step.get("replacement").asText());
      }
    }
    for (JsonNode step : endpoint.get("metricRelabelings")) {
      Pattern regex = Pattern.compile(step.get("regex").asText());
      Matcher source = regex.matcher(source(step, labels));
      switch (step.path("action").asText("replace")) {
        case "keep" -> {
          if (!source.matches()) {
            return Map.of();
          }
        }
        case "labeldrop" -> labels.keySet().removeIf(name -> regex.matcher(name).matches());
        case "replace" -> {
          if (source.matches()) {
            labels.put(step.get("targetLabel").asText(), source.group(1));
          }
        }
        default -> throw new IllegalArgumentException(step.toString());
      }
    }
    return labels;
  }

  private static String source(JsonNode step, Map<String, String> labels) {
    List<JsonNode> names = PrometheusFiles.list(step.path("sourceLabels"));
    return names.stream()
        .map(name -> labels.getOrDefault(name.asText(), ""))
        .collect(Collectors.joining(";"));
  }

  private static JsonNode endpoint(String component) {
    return PrometheusFiles.list(Project.yaml(MONITOR).at("/spec/podMetricsEndpoints")).stream()
        .filter(it -> it.at("/relabelings/0/regex").asText().equals(component))
        .findFirst()
        .orElseThrow();
  }
}
