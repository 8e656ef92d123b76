package io.bidlake.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** What is in deploy/prometheus, read as Prometheus reads it. */
final class PrometheusFiles {
  static final String FOLDER = "deploy/prometheus/";

  private PrometheusFiles() {}

  /** A rule that fires, as it is written. */
  record Alert(String name, String expression, JsonNode labels, JsonNode annotations) {}

  /** Jobs and the addresses at which they are scraped. */
  static Map<String, List<String>> targets(String file) {
    Map<String, List<String>> targets = new TreeMap<>();
    for (JsonNode group : Project.yaml(FOLDER + file)) {
      targets.put(group.at("/labels/job").asText(), texts(group.get("targets")));
    }
    return targets;
  }

  static List<JsonNode> scrapes() {
    return list(Project.yaml(FOLDER + "prometheus.yml").get("scrape_configs"));
  }

  /** What is done with the series of a job before they are stored. */
  static List<JsonNode> relabelings(String job) {
    JsonNode scrape =
        scrapes().stream()
            .filter(block -> block.get("job_name").asText().equals(job))
            .findFirst()
            .orElseThrow();
    return list(scrape.get("metric_relabel_configs"));
  }

  /**
   * Whether a metric is stored that the job shows. Prometheus looks at all labels that a list
   * names; those besides the metric's name are taken to be right.
   */
  static boolean keeps(String job, String metric) {
    return relabelings(job).stream()
        .filter(relabel -> relabel.path("action").asText().equals("keep"))
        .allMatch(relabel -> names(relabel.get("regex").asText()).matcher(metric).matches());
  }

  /** A list of names and further labels, without what it says of those. */
  private static Pattern names(String regex) {
    return Pattern.compile(regex.replace(";Source:_read_.*", "").replaceAll(";(emit_)?\\.\\*", ""));
  }

  static List<Alert> alerts() {
    return rules().stream()
        .filter(rule -> rule.has("alert"))
        .map(
            rule ->
                new Alert(
                    rule.get("alert").asText(),
                    rule.get("expr").asText(),
                    rule.path("labels"),
                    rule.path("annotations")))
        .toList();
  }

  /** Names of the series that rules write, with the expressions that they come from. */
  static Map<String, String> recordings() {
    Map<String, String> recordings = new TreeMap<>();
    rules().stream()
        .filter(rule -> rule.has("record"))
        .forEach(rule -> recordings.put(rule.get("record").asText(), rule.get("expr").asText()));
    return recordings;
  }

  private static List<JsonNode> rules() {
    List<JsonNode> rules = new ArrayList<>();
    Project.files(FOLDER + "rules", ".yml")
        .forEach(
            file ->
                list(Project.yaml(file).get("groups"))
                    .forEach(group -> rules.addAll(list(group.get("rules")))));
    return rules;
  }

  /** Alerts that the tests for promtool cause. */
  static Set<String> causedInTests() {
    Set<String> names = new TreeSet<>();
    for (var file : Project.files(FOLDER + "tests", ".yml")) {
      for (JsonNode test : Project.yaml(file).get("tests")) {
        for (JsonNode check : test.get("alert_rule_test")) {
          if (check.has("exp_alerts")) {
            names.add(check.get("alertname").asText());
          }
        }
      }
    }
    return names;
  }

  static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }

  private static List<String> texts(JsonNode array) {
    return list(array).stream().map(JsonNode::asText).toList();
  }
}
