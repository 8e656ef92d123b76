package io.bidlake.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/**
 * Client of a schema registry with Confluent's REST API. Schemas never change under their id, so
 * each is fetched once.
 */
public final class SchemaRegistry {

  private static final String AVRO = "AVRO";

  private final RegistryHttp http;
  private final ObjectMapper json = new ObjectMapper();
  private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();

  public SchemaRegistry(RegistrySettings settings) {
    this(new RegistryHttp(settings));
  }

  SchemaRegistry(RegistryHttp http) {
    this.http = http;
  }

  /**
   * The schema that messages with this id were written with.
   *
   * @throws UnknownSchemaException if the registry has no Avro schema under the id
   * @throws RegistryUnavailableException if the registry does not answer
   */
  public Schema schema(int id) throws UnknownSchemaException {
    Schema cached = schemas.get(id);
    if (cached != null) {
      return cached;
    }
    RegistryHttp.Answer answer = http.get("/schemas/ids/" + id);
    if (answer.status() == 404) {
      throw new UnknownSchemaException("the registry has no schema with id " + id);
    }
    JsonNode body = successful(answer, "schema " + id);
    String type = body.path("schemaType").asText(AVRO);
    if (!type.equals(AVRO)) {
      throw new UnknownSchemaException("schema %d is of type %s, not AVRO".formatted(id, type));
    }
    try {
      Schema schema = new Schema.Parser().parse(body.path("schema").asText());
      schemas.put(id, schema);
      return schema;
    } catch (AvroRuntimeException | NullPointerException e) {
      // Avro's parser answers a type name that it does not know with a NullPointerException.
      throw new UnknownSchemaException(
          "schema %d cannot be parsed: %s".formatted(id, e.getMessage()));
    }
  }

  /**
   * Registers a schema under a subject, or finds it there, and returns its id.
   *
   * @throws RegistryRefusedException if the schema is not compatible with the registered ones
   */
  public int register(String subject, Schema schema) {
    String path =
        "/subjects/%s/versions".formatted(URLEncoder.encode(subject, StandardCharsets.UTF_8));
    String body = json.createObjectNode().put("schema", schema.toString()).toString();
    return successful(http.post(path, body), "subject " + subject).path("id").asInt();
  }

  private JsonNode successful(RegistryHttp.Answer answer, String what) {
    if (answer.status() / 100 != 2) {
      throw new RegistryRefusedException(
          "registry %s refused %s: HTTP %d %s"
              .formatted(http.url(), what, answer.status(), message(answer.body())));
    }
    JsonProcessingException cause = null;
    try {
      JsonNode body = json.readTree(answer.body());
      if (body.isObject()) {
        return body;
      }
    } catch (JsonProcessingException e) {
      cause = e;
    }
    throw new RegistryUnavailableException(
        "registry %s answered something other than a JSON object for %s"
            .formatted(http.url(), what),
        cause);
  }

  private String message(String body) {
    try {
      return json.readTree(body).path("message").asText(body);
    } catch (JsonProcessingException e) {
      return body;
    }
  }
}
