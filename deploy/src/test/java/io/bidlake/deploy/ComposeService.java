package io.bidlake.deploy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A service of docker-compose.yml. */
record ComposeService(String name, Map<String, Object> body) {
  private static final String SUBMITS = "/opt/bidlake/keep-running";

  String image() {
    return String.valueOf(body.get("image"));
  }

  List<String> command() {
    return texts("command");
  }

  List<String> ports() {
    return texts("ports");
  }

  List<String> profiles() {
    return texts("profiles");
  }

  /** Files and folders of the project that the service sees, by where it sees them. */
  Map<String, String> boundPaths() {
    Map<String, String> paths = new LinkedHashMap<>();
    for (String volume : texts("volumes")) {
      if (volume.startsWith("./")) {
        String[] parts = volume.substring(2).split(":", -1);
        paths.put(parts[1], parts[0]);
      }
    }
    return paths;
  }

  List<String> namedVolumes() {
    return texts("volumes").stream()
        .filter(volume -> !volume.startsWith("."))
        .map(volume -> volume.substring(0, volume.indexOf(':')))
        .toList();
  }

  Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>();
    // A variable that is empty by default: Compose passes it as an empty text.
    map("environment").forEach((key, value) -> environment.put(key, Objects.toString(value, "")));
    return environment;
  }

  /** What must have happened to another service before this one starts. */
  Map<String, String> dependsOn() {
    Map<String, String> conditions = new LinkedHashMap<>();
    map("depends_on")
        .forEach(
            (other, how) ->
                conditions.put(other, String.valueOf(((Map<?, ?>) how).get("condition"))));
    return conditions;
  }

  boolean hasHealthCheck() {
    return body.containsKey("healthcheck");
  }

  /** Whether it does its work and ends. */
  boolean ends() {
    return !"unless-stopped".equals(body.get("restart"));
  }

  /** Whether it submits a job, so that it needs memory only while it has its turn. */
  boolean submits() {
    return command().contains(SUBMITS);
  }

  /** Name, jar and arguments of the job that it submits. */
  List<String> submission() {
    return command().subList(command().indexOf(SUBMITS) + 1, command().size());
  }

  /** Most memory that it may take, in MB. */
  long memory() {
    return megabytes(
        Optional.ofNullable(body.get("mem_limit"))
            .orElseThrow(() -> new IllegalStateException(name + " has no mem_limit")));
  }

  static long megabytes(Object size) {
    String text = size.toString();
    if (!text.endsWith("m")) {
      throw new IllegalArgumentException("expected megabytes such as 64m, was " + text);
    }
    return Long.parseLong(text.substring(0, text.length() - 1));
  }

  private Map<String, Object> map(String key) {
    Map<String, Object> result = new LinkedHashMap<>();
    if (body.get(key) instanceof Map<?, ?> values) {
      values.forEach((name, value) -> result.put(String.valueOf(name), value));
    }
    return result;
  }

  private List<String> texts(String key) {
    List<String> result = new ArrayList<>();
    if (body.get(key) instanceof List<?> values) {
      values.forEach(value -> result.add(String.valueOf(value)));
    }
    return result;
  }
}
