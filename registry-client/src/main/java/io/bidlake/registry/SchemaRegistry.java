package io.bidlake.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;

/** Client of a schema registry with Confluent's REST API. */
public final class SchemaRegistry {

  private static final String AVRO = "AVRO";

  /** HTTP statuses with which a registry answers an unknown or invalid id. */
  private static final Set<Integer> NO_SUCH = Set.of(400, 404, 422);

  private static final int CONFLICT = 409;

  /** Maximum number of schemas that one may refer to, directly or indirectly. */
  private static final int MOST_REFERENCES = 100;

  /** Maximum number of subjects that one call lists in addition to those in use. */
  private static final int MOST_OTHER_SUBJECTS = 20;

  private static final int LONGEST_MESSAGE = 300;

  private final RegistryHttp http;
  private final ObjectMapper json = new ObjectMapper();
  private final Map<String, Integer> idOfVersion = new HashMap<>();

  /** Ids by subject, least recently listed first. */
  private final Map<String, Set<Integer>> idsOfSubject = new LinkedHashMap<>();

  public SchemaRegistry(RegistrySettings settings) {
    this(new RegistryHttp(settings));
  }

  SchemaRegistry(RegistryHttp http) {
    this.http = http;
  }

  /**
   * Returns the schema with which messages with this id were written, with its references resolved.
   *
   * @throws UnknownSchemaException if the registry has no Avro schema under the id, or one that
   *     cannot be parsed
   * @throws RegistryRefusedException if the registry refuses the request, such as for a wrong
   *     password
   * @throws RegistryUnavailableException if the registry does not answer
   */
  public Schema schema(int id) throws UnknownSchemaException {
    RegistryHttp.Answer answer = http.get("/schemas/ids/" + id);
    if (NO_SUCH.contains(answer.status())) {
      throw new UnknownSchemaException("the registry has no schema with id " + id);
    }
    JsonNode body = successful(answer, "schema " + id);
    String type = body.path("schemaType").asText(AVRO);
    if (!type.equals(AVRO)) {
      throw new UnknownSchemaException("schema %d is of type %s, not AVRO".formatted(id, type));
    }
    // Schemas of other producers need not be strict: a writer's names and defaults do not affect
    // reading.
    Schema.Parser parser =
        new Schema.Parser(NameValidator.NO_VALIDATION).setValidateDefaults(false);
    try {
      parseReferences(body, parser, new HashSet<>());
      return parser.parse(body.path("schema").asText());
    } catch (RegistryRefusedException | RegistryUnavailableException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      // For an invalid schema, Avro's parser throws many kinds of exceptions, even
      // NullPointerException.
      throw new UnknownSchemaException(
          "schema %d cannot be parsed: %s".formatted(id, shortened("" + e.getMessage())));
    }
  }

  /** Parses the references of a schema first, so that the parser knows their names. */
  private void parseReferences(JsonNode schema, Schema.Parser parser, Set<String> parsed)
      throws UnknownSchemaException {
    for (JsonNode reference : schema.path("references")) {
      String path = version(reference.path("subject").asText(), reference.path("version").asInt());
      if (parsed.add(path)) {
        RegistryHttp.Answer answer = http.get(path);
        if (parsed.size() > MOST_REFERENCES || NO_SUCH.contains(answer.status())) {
          throw new UnknownSchemaException(
              parsed.size() > MOST_REFERENCES
                  ? "a schema must refer to at most %d others".formatted(MOST_REFERENCES)
                  : "the registry has no %s, which a schema refers to".formatted(path));
        }
        JsonNode referred = successful(answer, path);
        parseReferences(referred, parser, parsed);
        parser.parse(referred.path("schema").asText());
      }
    }
  }

  /**
   * Returns ids of schemas in the registry: those in the subjects that contain the given ids,
   * listed anew, and those in a limited number of other subjects, new ones first and then the least
   * recently listed. The result includes the ids found by earlier calls.
   */
  Set<Integer> idsBeside(Set<Integer> ids) {
    Set<String> inUse = new HashSet<>();
    ids.forEach(
        id ->
            list("/schemas/ids/%d/versions".formatted(id))
                .forEach(version -> inUse.add(version.path("subject").asText())));
    inUse.forEach(this::listAnew);
    Set<String> others = new LinkedHashSet<>();
    Set<String> rest = new LinkedHashSet<>(idsOfSubject.keySet());
    try {
      list("/subjects").forEach(subject -> others.add(subject.asText()));
      rest.retainAll(others);
      others.removeAll(rest);
      others.addAll(rest);
      others.removeAll(inUse);
      others.stream().limit(MOST_OTHER_SUBJECTS).forEach(this::listAnew);
    } catch (RegistryRefusedException e) {
      // A user that may read the schemas in use need not be authorized to list all subjects.
    }
    return idsOfSubject.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
  }

  private void listAnew(String subject) {
    idsOfSubject.remove(subject);
    Set<Integer> ids = new HashSet<>();
    for (JsonNode number : list(versions(subject))) {
      ids.add(
          idOfVersion.computeIfAbsent(
              version(subject, number.asInt()),
              path -> successful(http.get(path), path).path("id").asInt()));
    }
    idsOfSubject.put(subject, ids);
  }

  private JsonNode list(String path) {
    RegistryHttp.Answer answer = http.get(path);
    return NO_SUCH.contains(answer.status())
        ? json.createArrayNode()
        : successful(answer, path, JsonNodeType.ARRAY);
  }

  /**
   * Registers a schema under a subject, unless it is registered already, and returns its id.
   *
   * @throws RegistryRefusedException if the schema is not compatible with the registered ones
   */
  public int register(String subject, Schema schema) {
    String path = versions(subject);
    String body = json.createObjectNode().put("schema", schema.toString()).toString();
    RegistryHttp.Answer answer = http.post(path, body);
    if (answer.status() == CONFLICT) {
      // Of clients that register a new schema at once, some registries refuse all but the first.
      answer = http.post(path, body);
    }
    return successful(answer, "subject " + subject).path("id").asInt();
  }

  private static String versions(String subject) {
    return "/subjects/%s/versions".formatted(URLEncoder.encode(subject, StandardCharsets.UTF_8));
  }

  private static String version(String subject, int version) {
    return versions(subject) + "/" + version;
  }

  private JsonNode successful(RegistryHttp.Answer answer, String what) {
    return successful(answer, what, JsonNodeType.OBJECT);
  }

  private JsonNode successful(RegistryHttp.Answer answer, String what, JsonNodeType type) {
    if (answer.status() / 100 != 2) {
      throw new RegistryRefusedException(
          "registry %s refused %s: HTTP %d %s"
              .formatted(http.url(), what, answer.status(), message(answer.body())));
    }
    JsonProcessingException cause = null;
    try {
      JsonNode body = json.readTree(answer.body());
      if (body.getNodeType() == type) {
        return body;
      }
    } catch (JsonProcessingException e) {
      cause = e;
    }
    throw new RegistryUnavailableException(
        "registry %s answered something other than a JSON %s for %s"
            .formatted(http.url(), type.name().toLowerCase(Locale.ROOT), what),
        cause);
  }

  private String message(String body) {
    try {
      return shortened(json.readTree(body).path("message").asText(body));
    } catch (JsonProcessingException e) {
      return shortened(body);
    }
  }

  /** Truncates a message, as a proxy may answer with an HTML page. */
  private static String shortened(String message) {
    return message.length() > LONGEST_MESSAGE
        ? message.substring(0, LONGEST_MESSAGE) + "…"
        : message;
  }
}
