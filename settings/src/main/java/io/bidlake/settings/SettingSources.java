package io.bidlake.settings;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The sources of settings. Arguments override the environment, which overrides files.
 *
 * @param repeated all values of each argument; {@code arguments} holds the last one
 * @param bare arguments without a value, such as flags
 * @param file values from files (a later file overrides an earlier one), or else those that the
 *     runtime provides
 */
record SettingSources(
    Map<String, String> arguments,
    Map<String, List<String>> repeated,
    Set<String> bare,
    Map<String, String> environment,
    Map<String, String> file,
    List<String> problems) {

  static final String FILE_ARGUMENT = "config";
  static final String FILE_VARIABLE = "BIDLAKE_CONFIG";

  /** Names a folder of secrets, where the name of a file is that of an environment variable. */
  static final String SECRETS_VARIABLE = "BIDLAKE_SECRETS";

  /**
   * A value as it was given.
   *
   * @param name name of the setting or environment variable that holds it
   */
  record Given(String name, String value) {}

  /** Returns the value of a setting from the source with the highest precedence. */
  Optional<Given> given(Setting setting) {
    String value = arguments.get(setting.key());
    if (value != null) {
      return Optional.of(new Given(setting.key(), value));
    }
    value = environment.get(setting.environmentVariable());
    if (value != null) {
      return Optional.of(new Given(setting.environmentVariable(), value));
    }
    return Optional.ofNullable(file.get(setting.key())).map(it -> new Given(setting.key(), it));
  }

  /** Returns the values of a list from the source with the highest precedence, split at commas. */
  List<Given> givenList(Setting setting) {
    return given(setting).stream()
        .flatMap(
            last ->
                repeated.getOrDefault(setting.key(), List.of(last.value())).stream()
                    .flatMap(values -> Arrays.stream(values.split(",", -1)))
                    .map(value -> new Given(last.name(), value)))
        .toList();
  }

  /** Returns what stands between a prefix and the key of a setting in the keys that were given. */
  Set<String> scopes(String prefix, Collection<Setting> known) {
    List<Setting> longestFirst =
        known.stream()
            .filter(setting -> !setting.isFamily())
            .sorted(Comparator.comparingInt((Setting setting) -> setting.key().length()).reversed())
            .toList();
    List<String> keys = longestFirst.stream().map(setting -> "." + setting.key()).toList();
    List<String> variables =
        longestFirst.stream().map(setting -> "_" + setting.environmentVariable()).toList();
    String variablePrefix = new Setting(prefix + ".", "", "").environmentVariable();
    Set<String> scopes = new TreeSet<>();
    Stream.of(arguments.keySet(), bare, file.keySet())
        .flatMap(Set::stream)
        .forEach(key -> between(prefix + ".", key, keys).ifPresent(scopes::add));
    environment.keySet().stream()
        .flatMap(name -> between(variablePrefix, name, variables).stream())
        .forEach(name -> scopes.add(name.toLowerCase(Locale.ROOT)));
    return scopes;
  }

  private static Optional<String> between(String prefix, String given, List<String> suffixes) {
    return suffixes.stream()
        .filter(suffix -> given.endsWith(suffix))
        .findFirst()
        .filter(suffix -> given.startsWith(prefix))
        .filter(suffix -> given.length() > prefix.length() + suffix.length())
        .map(suffix -> given.substring(prefix.length(), given.length() - suffix.length()));
  }

  static SettingSources of(
      List<String> args, Map<String, String> environment, Map<String, String> provided) {
    List<String> problems = new ArrayList<>();
    Set<String> bare = new LinkedHashSet<>();
    Map<String, List<String>> repeated = new LinkedHashMap<>();
    parse(args, repeated, bare, problems);
    Map<String, String> arguments = new LinkedHashMap<>();
    repeated.forEach((key, values) -> arguments.put(key, values.get(values.size() - 1)));
    Map<String, String> variables = new LinkedHashMap<>(secrets(environment, problems));
    variables.putAll(environment);
    // Docker Compose passes an unset variable as an empty one.
    variables.values().removeIf(String::isEmpty);
    String fromArgument = arguments.remove(FILE_ARGUMENT);
    String paths = fromArgument != null ? fromArgument : variables.get(FILE_VARIABLE);
    Map<String, String> file = new LinkedHashMap<>(provided);
    if (paths != null) {
      for (String path : paths.split(",", -1)) {
        file.putAll(read(Path.of(path.trim()), problems));
      }
    }
    return new SettingSources(arguments, repeated, bare, variables, file, problems);
  }

  private static void parse(
      List<String> args,
      Map<String, List<String>> values,
      Set<String> bare,
      List<String> problems) {
    String option = "";
    for (int i = 0; i < args.size(); i++) {
      String arg = args.get(i);
      if (!arg.startsWith("--")) {
        problems.add(
            "unexpected argument '%s': settings are given as --key value"
                .formatted(withoutSecret(option, arg)));
        option = arg.startsWith("-") ? arg : option;
        continue;
      }
      option = arg;
      int equals = arg.indexOf('=');
      if (equals > 0) {
        add(values, arg.substring(2, equals), arg.substring(equals + 1));
      } else if (i + 1 < args.size() && !args.get(i + 1).startsWith("--")) {
        add(values, arg.substring(2), args.get(++i));
      } else {
        bare.add(arg.substring(2));
      }
    }
  }

  private static void add(Map<String, List<String>> values, String key, String value) {
    values.computeIfAbsent(key, absent -> new ArrayList<>()).add(value);
  }

  /**
   * Redacts a stray argument that contains a secret, such as {@code password=x}, or that belongs to
   * one, such as the second word of {@code --catalog.header.Authorization Bearer x}.
   */
  private static String withoutSecret(String option, String arg) {
    int equals = arg.indexOf('=');
    if (equals >= 0 && !Secrets.isSecret(option)) {
      String key = arg.substring(0, equals);
      return key + "=" + Secrets.hide(key, arg.substring(equals + 1));
    }
    return arg.startsWith("-") ? arg : Secrets.hide(option, arg);
  }

  /** The environment variables that are files, as Kubernetes and Docker mount secrets. */
  private static Map<String, String> secrets(
      Map<String, String> environment, List<String> problems) {
    Map<String, String> secrets = new LinkedHashMap<>();
    String folder = environment.getOrDefault(SECRETS_VARIABLE, "");
    if (!folder.isEmpty()) {
      try (Stream<Path> files = Files.list(Path.of(folder))) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          String name = file.getFileName().toString();
          if (name.matches("[A-Z][A-Z0-9_]*")) {
            secrets.put(name, Files.readString(file).strip());
          }
        }
      } catch (IOException e) {
        problems.add("folder of secrets %s cannot be read: %s".formatted(folder, e));
      }
    }
    return secrets;
  }

  private static Map<String, String> read(Path path, List<String> problems) {
    Map<String, String> values = new LinkedHashMap<>();
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(path)) {
      properties.load(reader);
    } catch (NoSuchFileException e) {
      problems.add("settings file %s does not exist".formatted(path));
    } catch (IOException | IllegalArgumentException e) {
      problems.add("settings file %s cannot be read: %s".formatted(path, e.getMessage()));
    }
    properties.stringPropertyNames().stream()
        .sorted()
        .forEach(key -> values.put(key, properties.getProperty(key)));
    return values;
  }
}
