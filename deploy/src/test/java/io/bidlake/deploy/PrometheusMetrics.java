package io.bidlake.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;

/**
 * Which metrics there are in Prometheus: scraped ones that are kept, and those that rules write.
 */
final class PrometheusMetrics {

  /** What Prometheus writes by itself: of each scrape, and of each alert. */
  private static final Set<String> BUILT_IN =
      Set.of("up", "ALERTS", "scrape_duration_seconds", "scrape_samples_post_metric_relabeling");

  /** Of kube-state-metrics, which is on Kubernetes only. */
  private static final Set<String> KUBE_STATE =
      Set.of(
          "kube_cronjob_created",
          "kube_cronjob_spec_suspend",
          "kube_cronjob_status_last_successful_time");

  private PrometheusMetrics() {}

  static void requireStored(String metric) {
    if (metric.contains(":")) {
      assertThat(PrometheusFiles.recordings()).containsKey(metric);
    } else if (!BUILT_IN.contains(metric) && !KUBE_STATE.contains(metric)) {
      assertThat(PrometheusFiles.keeps(jobThatShows(metric), metric)).as(metric).isTrue();
    }
  }

  private static String jobThatShows(String metric) {
    return switch (metric.substring(0, metric.indexOf('_'))) {
      case "flink" ->
          metric.startsWith("flink_jobmanager") ? "flink-jobmanager" : "flink-taskmanager";
      case "kafka", "jvm" -> "kafka";
      case "process" -> metric.equals("process_resident_memory_bytes") ? "prometheus" : "kafka";
      case "trino", "minio", "prometheus" -> metric.substring(0, metric.indexOf('_'));
      default -> throw new IllegalArgumentException("nobody shows " + metric);
    };
  }
}
