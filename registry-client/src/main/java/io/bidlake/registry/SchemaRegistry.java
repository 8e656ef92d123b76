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

  /** What the registry answers to an id that it does not have, or finds no id at all. */
  private static final Set<Integer> NO_SUCH = Set.of(400, 404, 422);

  /** Schemas that one may refer to, directly and by others. */
  private static final int MOST_REFERENCES = 100;

  /** Subjects that are listed at a time, on top of those in use. */
  private static final int MOST_OTHER_SUBJECTS = 20;

  private static final int LONGEST_MESSAGE = 300;

  private final RegistryHttp http;
  private final ObjectMapper json = new ObjectMapper();
  private final Map<String, Integer> idOfVersion = new HashMap<>();

  /** Ids by subject; the one that was listed longest ago comes first. */
  private final Map<String, Set<Integer>> idsOfSubject = new LinkedHashMap<>();

  public SchemaRegistry(RegistrySettings settings) {
    this(new RegistryHttp(settings));
  }

  SchemaRegistry(RegistryHttp http) {
    this.http = http;
  }

  /**
   * The schema that messages with this id were written with, with all that it refers to.
   *
   * @throws UnknownSchemaException if the registry has no Avro schema under the id, or one that
   *     cannot be parsed
   * @throws RegistryRefusedException if the registry refuses to answer, such as to a wrong password
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
    // What others write need not be strict: defaults and names of a writer change nothing.
    Schema.Parser parser =
        new Schema.Parser(NameValidator.NO_VALIDATION).setValidateDefaults(false);
    try {
      parseReferences(body, parser, new HashSet<>());
      return parser.parse(body.path("schema").asText());
    } catch (RegistryRefusedException | RegistryUnavailableException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      // Avro's parser has many exceptions for a text that is no schema, NullPointerException too.
      throw new UnknownSchemaException(
          "schema %d cannot be parsed: %s".formatted(id, shortened("" + e.getMessage())));
    }
  }

  /** Parses what a schema refers to before the schema itself: a parser knows names from then on. */
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
   * Ids of the schemas that the registry has: in the subjects that these ids are in, of the same
   * events, as it is now; and in a few others, new ones first, that change from call to call. What
   * calls before this one have found is in the answer too.
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
      // Whoever may read the schemas in use need not be allowed to see all others.
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
   * Registers a schema under a subject, or finds it there, and returns its id.
   *
   * @throws RegistryRefusedException if the schema is not compatible with the registered ones
   */
  public int register(String subject, Schema schema) {
    String body = json.createObjectNode().put("schema", schema.toString()).toString();
    return successful(http.post(versions(subject), body), "subject " + subject).path("id").asInt();
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

  /** A proxy may answer with a page. */
  private static String shortened(String message) {
    return message.length() > LONGEST_MESSAGE
        ? message.substring(0, LONGEST_MESSAGE) + "…"
        : message;
  }
}
