package io.bidlake.verify.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bidlake.registry.RegistryHttp;
import io.bidlake.registry.RegistrySettings;
import io.bidlake.registry.RegistryUnavailableException;
import io.bidlake.verify.base.CannotVerifyException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;

/** Fetches schemas from a registry with Confluent's REST API, each once. */
public final class RegistrySchemas implements WriterSchemas {

  private static final Set<Integer> ABSENT = Set.of(400, 404, 422);
  private static final int MOST_REFERENCES = 100;

  /** The number of unknown ids that are requested before all ids are listed. */
  private static final int MOST_UNKNOWN = 200;

  private final RegistrySettings registry;
  private final RegistryHttp http;
  private final ObjectMapper json = new ObjectMapper();
  private final Map<Integer, Optional<Schema>> known = new ConcurrentHashMap<>();
  private final AtomicInteger unknown = new AtomicInteger();
  private Set<Integer> all;

  public RegistrySchemas(RegistrySettings registry) {
    this.registry = registry;
    this.http = new RegistryHttp(registry);
  }

  /**
   * Checks the connection.
   *
   * @throws CannotVerifyException if the registry does not answer
   */
  public void checkReachable() {
    RegistryHttp.Answer answer = ask("/subjects");
    if (answer.status() != 200) {
      throw refused("/subjects", answer);
    }
  }

  @Override
  public Optional<Schema> byId(int id) {
    return existing(id) ? known.computeIfAbsent(id, this::fetch) : Optional.empty();
  }

  /**
   * Whether the id may exist in the registry. Ids may come from arbitrary bytes, so after many
   * unknown ones all existing ids are listed. One listing is enough: a schema is registered before
   * its first record, and all compared records were in Kafka before the listing.
   */
  private boolean existing(int id) {
    if (known.containsKey(id) || unknown.get() < MOST_UNKNOWN) {
      return true;
    }
    synchronized (unknown) {
      if (all == null) {
        all = list();
      }
      return all.contains(id);
    }
  }

  private Set<Integer> list() {
    Set<Integer> ids = new HashSet<>();
    for (JsonNode subject : body("/subjects?deleted=true").orElseThrow()) {
      String versions = versions(subject.asText());
      for (JsonNode version : body(versions + "?deleted=true").orElse(json.createArrayNode())) {
        body("%s/%d?deleted=true".formatted(versions, version.asInt()))
            .ifPresent(found -> ids.add(found.path("id").asInt()));
      }
    }
    return ids;
  }

  private Optional<Schema> fetch(int id) {
    Optional<JsonNode> body = body("/schemas/ids/" + id);
    if (body.isEmpty()) {
      unknown.incrementAndGet();
    }
    return body.filter(found -> "AVRO".equals(found.path("schemaType").asText("AVRO")))
        .flatMap(this::parsed);
  }

  /** Parses a schema; empty if the text is not a schema, or refers to one that does not exist. */
  private Optional<Schema> parsed(JsonNode schema) {
    Schema.Parser parser =
        new Schema.Parser(NameValidator.NO_VALIDATION).setValidateDefaults(false);
    try {
      parseReferences(schema, parser, new HashSet<>());
      return Optional.of(parser.parse(schema.path("schema").asText()));
    } catch (CannotVerifyException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      return Optional.empty();
    }
  }

  /** Parses what a schema refers to before the schema itself. */
  private void parseReferences(JsonNode schema, Schema.Parser parser, Set<String> seen) {
    for (JsonNode reference : schema.path("references")) {
      String to =
          versions(reference.path("subject").asText()) + "/" + reference.path("version").asInt();
      if (seen.add(to) && seen.size() <= MOST_REFERENCES) {
        JsonNode referred = body(to).orElseThrow();
        parseReferences(referred, parser, seen);
        parser.parse(referred.path("schema").asText());
      }
    }
  }

  private static String versions(String subject) {
    return "/subjects/%s/versions".formatted(URLEncoder.encode(subject, StandardCharsets.UTF_8));
  }

  /** The response to a path; empty if it does not exist, or the registry rejects it as invalid. */
  private Optional<JsonNode> body(String path) {
    RegistryHttp.Answer answer = ask(path);
    if (ABSENT.contains(answer.status())) {
      return Optional.empty();
    }
    if (answer.status() != 200) {
      throw refused(path, answer);
    }
    try {
      return Optional.of(json.readTree(answer.body()));
    } catch (IOException e) {
      throw new CannotVerifyException(
          "schema registry %s answered something other than JSON to %s".formatted(registry, path),
          e);
    }
  }

  private RegistryHttp.Answer ask(String path) {
    try {
      return http.get(path);
    } catch (RegistryUnavailableException e) {
      throw new CannotVerifyException(e.getMessage() + " (schema-registry.url)", e);
    }
  }

  private CannotVerifyException refused(String path, RegistryHttp.Answer answer) {
    return new CannotVerifyException(
        "schema registry %s answered HTTP %d to %s".formatted(registry, answer.status(), path));
  }
}
