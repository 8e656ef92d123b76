package io.bidlake.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.bidlake.testing.GeneratedDoc;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The Prometheus operator's objects, written from the files of Prometheus itself. */
class GeneratedMonitoringTest {
  private static final String COMPONENTS = Manifests.FOLDER + "/components/";
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .disable(YAMLGenerator.Feature.SPLIT_LINES)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .build();

  @Test
  void alertsAreThoseOfPrometheus() throws IOException {
    ArrayNode groups = JsonNodeFactory.instance.arrayNode();
    for (String file : new String[] {"recording.yml", "alerts.yml"}) {
      groups.addAll(
          PrometheusFiles.list(
              Project.yaml(PrometheusFiles.FOLDER + "rules/" + file).get("groups")));
    }
    hold("alerts/prometheus-rule.yaml", "groups", groups);
  }

  @Test
  void podsAreRelabelledAsServersAre() throws IOException {
    for (String component : new String[] {"jobmanager", "taskmanager"}) {
      ArrayNode relabelings = JsonNodeFactory.instance.arrayNode();
      for (JsonNode relabel : PrometheusFiles.relabelings("flink-" + component)) {
        relabelings.add(forOperator(relabel));
      }
      hold("pod-monitor/pod-monitor.yaml", component, relabelings);
    }
  }

  private static ObjectNode forOperator(JsonNode relabel) {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    relabel
        .properties()
        .forEach(
            field ->
                result.set(
                    switch (field.getKey()) {
                      case "source_labels" -> "sourceLabels";
                      case "target_label" -> "targetLabel";
                      case "regex", "action" -> field.getKey();
                      default -> throw new IllegalArgumentException(field.getKey());
                    },
                    field.getValue()));
    return result;
  }

  private static void hold(String file, String part, ArrayNode content) throws IOException {
    Path path = Project.path(COMPONENTS + file);
    GeneratedDoc.hold(path, part, YAML.writeValueAsString(content));
  }
}
