package io.bidlake.deploy;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.kubernetes.operator.api.FlinkDeployment;

/** Kubernetes' manifests, read as strictly as a server reads them: unknown fields are errors. */
final class Manifests {

  static final String FOLDER = "deploy/kubernetes";

  private static final YAMLMapper LENIENT = new YAMLMapper();
  private static final YAMLMapper STRICT =
      YAMLMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .annotationIntrospector(new NothingUnknown())
          .build();

  private static final Map<String, Class<?>> KINDS =
      Map.of(
          "v1/Namespace", Namespace.class,
          "v1/ServiceAccount", ServiceAccount.class,
          "rbac.authorization.k8s.io/v1/Role", Role.class,
          "rbac.authorization.k8s.io/v1/RoleBinding", RoleBinding.class,
          "batch/v1/CronJob", CronJob.class,
          "networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class,
          "flink.apache.org/v1beta1/FlinkDeployment", FlinkDeployment.class);

  private Manifests() {}

  /** The documents of a file. */
  static List<JsonNode> in(Path file) {
    try (MappingIterator<JsonNode> documents =
        LENIENT.readerFor(JsonNode.class).readValues(file.toFile())) {
      return documents.readAll();
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }

  static String kind(JsonNode manifest) {
    return manifest.path("apiVersion").asText() + "/" + manifest.path("kind").asText();
  }

  static boolean isKnown(JsonNode manifest) {
    return KINDS.containsKey(kind(manifest));
  }

  /** The manifest as an object of its kind. */
  static Object parse(JsonNode manifest) throws JsonProcessingException {
    return STRICT.treeToValue(withKnownVersion(manifest), KINDS.get(kind(manifest)));
  }

  /**
   * These classes are older than Flink 2.1 (operator 1.13 knows it), newer ones are not on Maven
   * Central. What the manifests say instead is compared with the version of the build.
   */
  private static JsonNode withKnownVersion(JsonNode manifest) {
    ObjectNode copy = manifest.deepCopy();
    if (copy.path("spec").has("flinkVersion")) {
      ((ObjectNode) copy.get("spec")).put("flinkVersion", "v1_20");
    }
    return copy;
  }

  /** The classes would keep, or skip, what they do not know. */
  private static final class NothingUnknown extends JacksonAnnotationIntrospector {

    @Override
    public Boolean hasAnySetter(Annotated member) {
      return false;
    }

    @Override
    public JsonIgnoreProperties.Value findPropertyIgnoralByName(
        MapperConfig<?> config, Annotated type) {
      return super.findPropertyIgnoralByName(config, type).withoutIgnoreUnknown();
    }
  }
}
