package io.bidlake.deploy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * docker-compose.yml, as it is when nobody sets a variable.
 *
 * @param services by their names
 * @param volumes the names of those that it declares
 */
record ComposeFile(Map<String, ComposeService> services, List<String> volumes) {
  private static final String NAME = "docker-compose.yml";
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+):-([^}]*)}");

  static ComposeFile read() {
    String text = VARIABLE.matcher(text()).replaceAll(it -> Matcher.quoteReplacement(it.group(2)));
    // Jackson's parser does not know merge keys.
    Map<String, Map<String, Map<String, Object>>> file =
        new Yaml(new SafeConstructor(strict())).load(text);
    Map<String, ComposeService> services = new LinkedHashMap<>();
    file.get("services")
        .forEach((name, body) -> services.put(name, new ComposeService(name, body)));
    return new ComposeFile(services, List.copyOf(file.get("volumes").keySet()));
  }

  private static LoaderOptions strict() {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    options.setMaxAliasesForCollections(200); // The file is our own.
    return options;
  }

  static String text() {
    return Project.text(NAME);
  }

  /** The variables that the file reads, with their defaults. */
  static SortedMap<String, String> variables() {
    SortedMap<String, String> variables = new TreeMap<>();
    for (MatchResult found : VARIABLE.matcher(text()).results().toList()) {
      String other = variables.put(found.group(1), found.group(2));
      if (other != null && !other.equals(found.group(2))) {
        throw new IllegalStateException(
            found.group(1) + " has two defaults: " + other + " and " + found.group(2));
      }
    }
    return variables;
  }

  ComposeService service(String name) {
    ComposeService service = services.get(name);
    if (service == null) {
      throw new IllegalArgumentException(NAME + " has no service " + name);
    }
    return service;
  }

  /** The services that start when this one is asked for, itself among them. */
  Map<String, ComposeService> startedWith(String name) {
    Map<String, ComposeService> started = new LinkedHashMap<>();
    collect(name, started);
    return started;
  }

  private void collect(String name, Map<String, ComposeService> started) {
    if (started.put(name, service(name)) == null) {
      service(name).dependsOn().keySet().forEach(needed -> collect(needed, started));
    }
  }
}
