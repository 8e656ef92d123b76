package io.bidlake.settings;

import io.bidlake.settings.SettingSources.Given;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads typed settings. The command line ({@code --kafka.bootstrap-servers x}) overrides the
 * environment ({@code KAFKA_BOOTSTRAP_SERVERS}), which overrides properties files ({@code --config
 * file,file}, a later one overriding an earlier one), which override the defaults.
 *
 * <p>An invalid value is recorded and the default is returned in its place, so that {@link
 * #check()} can report every problem at once, including unknown keys.
 */
public final class Settings {

  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

  private final SettingSources sources;
  private final Map<String, Setting> known;
  private final Map<String, String> effective;
  private final List<String> problems;
  private final Set<String> flags;

  /** Prefix of the keys that override the plain ones; empty for none. */
  private final String scope;

  private Settings(SettingSources sources) {
    this.sources = sources;
    this.known = new LinkedHashMap<>();
    this.effective = new LinkedHashMap<>();
    this.problems = new ArrayList<>(sources.problems());
    this.flags = new HashSet<>();
    this.scope = "";
  }

  private Settings(Settings whole, String scope) {
    this.sources = whole.sources;
    this.known = whole.known;
    this.effective = whole.effective;
    this.problems = whole.problems;
    this.flags = whole.flags;
    this.scope = scope;
  }

  public static Settings of(List<String> args, Map<String, String> environment) {
    return of(args, environment, Map.of());
  }

  /**
   * Reads settings from arguments, environment, files and the runtime that the program runs in.
   * Values provided by the runtime override only the defaults.
   */
  public static Settings of(
      List<String> args, Map<String, String> environment, Map<String, String> provided) {
    return new Settings(SettingSources.of(args, environment, provided));
  }

  /**
   * Returns a view of these settings for a scope. Each setting read from the view can also be set
   * under the prefix, which overrides the plain key. {@code within("table.clicks")} reads {@code
   * expire.max-age} from {@code table.clicks.expire.max-age} if that is set.
   */
  public Settings within(String prefix) {
    return new Settings(this, prefix + ".");
  }

  /**
   * Returns the scopes below a prefix for which any of the settings read so far is given, sorted:
   * {@code scopes("table.landing")} returns {@code clicks} for {@code
   * --table.landing.clicks.expire.max-age}. In the environment, a scope is written in upper case
   * and read in lower case.
   */
  public Set<String> scopes(String prefix) {
    return sources.scopes(prefix, known());
  }

  public String text(String key, String defaultValue, String description) {
    return read(new Setting(key, defaultValue, description), Function.identity(), defaultValue);
  }

  public Optional<String> optionalText(String key, String description) {
    return optional(new Setting(key, "", description), Function.identity());
  }

  /** A text that must be set. */
  public String requiredText(String key, String description) {
    Optional<String> value = optionalText(key, description).filter(text -> !text.isEmpty());
    if (value.isEmpty()) {
      problems.add(
          "%s must be set (or %s in the environment): %s"
              .formatted(key, known.get(key).environmentVariable(), description));
    }
    return value.orElse("");
  }

  /** A whole number from {@code min} to {@code max}. */
  public long wholeNumber(String key, long defaultValue, long min, long max, String description) {
    return read(
        new Setting(key, String.valueOf(defaultValue), description),
        text -> Numbers.wholeNumber(text, min, max),
        defaultValue);
  }

  /** A whole number from {@code min} to {@code max}; empty if it is not set. */
  public Optional<Long> optionalWholeNumber(String key, long min, long max, String description) {
    return optional(new Setting(key, "", description), text -> Numbers.wholeNumber(text, min, max));
  }

  /** A decimal number from {@code min} to {@code max}. */
  public double number(
      String key, double defaultValue, double min, double max, String description) {
    return read(
        new Setting(key, String.valueOf(defaultValue), description),
        text -> Numbers.decimal(text, min, max),
        defaultValue);
  }

  /** A probability, 0 to 1. */
  public double rate(String key, double defaultValue, String description) {
    return number(key, defaultValue, 0, 1, description);
  }

  /** A positive duration, ISO-8601 ({@code PT30S}) or short ({@code 500ms, 30s, 5m, 1h, 7d}). */
  public Duration duration(String key, Duration defaultValue, String description) {
    return duration(key, defaultValue, description, Durations::parsePositive);
  }

  /** A duration as {@link #duration} takes it, or zero. */
  public Duration durationOrZero(String key, Duration defaultValue, String description) {
    return duration(key, defaultValue, description, Durations::parseNotNegative);
  }

  private Duration duration(
      String key, Duration defaultValue, String description, Function<String, Duration> parse) {
    return read(new Setting(key, Durations.format(defaultValue), description), parse, defaultValue);
  }

  /** A positive duration; empty if it is not set. */
  public Optional<Duration> optionalDuration(String key, String description) {
    return optional(new Setting(key, "", description), Durations::parsePositive);
  }

  /** A positive number of bytes, in powers of 1024 ({@code 512KB, 256MB, 2GB}). */
  public long bytes(String key, long defaultValue, String description) {
    return read(
        new Setting(key, ByteSizes.format(defaultValue), description),
        ByteSizes::parsePositive,
        defaultValue);
  }

  /** A positive number of bytes; empty if it is not set. */
  public Optional<Long> optionalBytes(String key, String description) {
    return optional(new Setting(key, "", description), ByteSizes::parsePositive);
  }

  /** True or false; given as an argument without a value ({@code --once}) it is true. */
  public boolean flag(String key, String defaultValue, String description) {
    if (sources.bare().contains(key)) {
      flags.add(key);
      effective.put(key, "true");
    }
    boolean value =
        read(
            new Setting(key, defaultValue, description),
            Choices::trueOrFalse,
            Boolean.valueOf(defaultValue));
    return value || flags.contains(key);
  }

  /** A point in time, ISO-8601 in UTC, such as {@code 2026-02-03T00:00:00Z}; years 1 to 9999. */
  public Instant instant(String key, Instant defaultValue, String description) {
    return read(
        new Setting(key, defaultValue.toString(), description), Settings::instant, defaultValue);
  }

  /** A point in time; empty if it is not set. */
  public Optional<Instant> optionalInstant(String key, String description) {
    return optional(new Setting(key, "", description), Settings::instant);
  }

  /**
   * A point in time, given as such or as a duration before {@code now} ({@code 2h}); empty if it is
   * not set.
   */
  public Optional<Instant> optionalTime(String key, Instant now, String description) {
    return optional(new Setting(key, "", description), text -> instantOrAgo(text, now));
  }

  /** One of the constants of an enum, written in lower case with dashes. */
  public <E extends Enum<E>> E choice(String key, E defaultValue, String description) {
    E[] choices = defaultValue.getDeclaringClass().getEnumConstants();
    return read(
        new Setting(key, Choices.spelled(defaultValue), description),
        text -> Choices.choice(text, choices),
        defaultValue);
  }

  /** Texts, given one by one ({@code --topic a --topic b}) or separated by commas. */
  public List<String> texts(String key, String description) {
    return list(key, description, Function.identity());
  }

  /** Enum constants as {@link #choice} takes them, given one by one or separated by commas. */
  public <E extends Enum<E>> List<E> choices(String key, Class<E> kind, String description) {
    return list(key, description, text -> Choices.choice(text, kind.getEnumConstants()));
  }

  private <T> List<T> list(String key, String description, Function<String, T> parse) {
    Setting setting = new Setting(key, "", description);
    known.put(key, setting);
    List<Given> given = sources.givenList(setting);
    List<T> values = given.stream().flatMap(it -> parsed(setting, it, parse).stream()).toList();
    if (!values.isEmpty()) {
      effective.put(key, given.stream().map(Given::value).collect(Collectors.joining(",")));
    }
    return values;
  }

  /**
   * Returns all settings under a prefix, with the prefix removed and the values unchanged: {@code
   * family("catalog")} returns {@code uri} for {@code --catalog.uri}. In the environment {@code _}
   * stands for a dot and {@code __} for a dash: {@code CATALOG_S3_PATH__STYLE__ACCESS}. Keys that
   * have already been read as single settings are left out.
   */
  public Map<String, String> family(String prefix, String description) {
    Setting family = new Setting(prefix + ".*", "", description);
    Map<String, String> values = new TreeMap<>();
    sources.file().forEach((key, value) -> putMember(family, key, value, values));
    String variablePrefix = prefix.toUpperCase(Locale.ROOT).replace('-', '_') + "_";
    sources
        .environment()
        .forEach(
            (name, value) -> {
              if (name.startsWith(variablePrefix) && !isKnownVariable(name)) {
                String rest = name.substring(variablePrefix.length()).toLowerCase(Locale.ROOT);
                values.put(rest.replace("__", "-").replace('_', '.'), value);
              }
            });
    sources.arguments().forEach((key, value) -> putMember(family, key, value, values));
    known.put(family.key(), family);
    values.forEach((key, value) -> effective.put(prefix + "." + key, value));
    return values;
  }

  /** Adds a problem that the caller found, such as two settings that contradict each other. */
  public void reject(String problem) {
    if (!problems.contains(problem)) {
      problems.add(problem);
    }
  }

  /** Throws {@link InvalidSettings} with every problem found, if there is any. */
  public void check() {
    List<String> all = new ArrayList<>(problems);
    sources.bare().stream()
        .filter(key -> !flags.contains(key))
        .forEach(key -> all.add("--%s needs a value".formatted(key)));
    all.addAll(UnknownSettings.in(sources, known.values()));
    if (!all.isEmpty()) {
      throw new InvalidSettings(all);
    }
  }

  /** Returns the settings read so far, in that order, without those of scopes. */
  public List<Setting> known() {
    return known.values().stream().filter(setting -> !setting.scoped()).toList();
  }

  /** Returns the settings that were given, with secrets redacted, for a log line at startup. */
  public Map<String, String> effective() {
    Map<String, String> shown = new LinkedHashMap<>();
    effective.forEach(
        (key, value) ->
            shown.put(
                key,
                known.containsKey(key)
                    ? Secrets.hide(key, value)
                    : Secrets.hideUnlessHarmless(key, value)));
    return shown;
  }

  /** Returns the keys of secrets that were given as arguments, where other users can see them. */
  public List<String> exposedSecrets() {
    return sources.arguments().keySet().stream().filter(Secrets::isSecret).sorted().toList();
  }

  private void putMember(Setting family, String key, String value, Map<String, String> values) {
    if (key.startsWith(family.familyPrefix()) && !known.containsKey(key)) {
      values.put(key.substring(family.familyPrefix().length()), value);
    }
  }

  private boolean isKnownVariable(String name) {
    return known.values().stream().anyMatch(s -> s.environmentVariable().equals(name));
  }

  private <T> T read(Setting setting, Function<String, T> parse, T defaultValue) {
    return optional(setting, parse).orElse(defaultValue);
  }

  private <T> Optional<T> optional(Setting setting, Function<String, T> parse) {
    known.put(setting.key(), setting);
    if (!scope.isEmpty()) {
      Setting scoped = setting.within(scope);
      known.put(scoped.key(), scoped);
      Optional<Given> given = sources.given(scoped);
      if (given.isPresent()) {
        return parsed(scoped, given.get(), parse);
      }
    }
    return sources.given(setting).flatMap(given -> parsed(setting, given, parse));
  }

  private <T> Optional<T> parsed(Setting setting, Given given, Function<String, T> parse) {
    try {
      T parsed = parse.apply(given.value().trim());
      effective.put(setting.key(), given.value());
      return Optional.of(parsed);
    } catch (IllegalArgumentException e) {
      String shown = Secrets.hide(setting.key(), given.value());
      String problem = "%s must be %s, was '%s'".formatted(given.name(), e.getMessage(), shown);
      if (!problems.contains(problem)) {
        // A plain key is read once per scope: report its problem once.
        problems.add(problem);
      }
      return Optional.empty();
    }
  }

  private static Instant instantOrAgo(String text, Instant now) {
    try {
      return text.contains(":") ? instant(text) : now.minus(Durations.parseNotNegative(text));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "a time in UTC such as 2026-02-03T00:00:00Z, or how long ago, such as 2h", e);
    }
  }

  private static Instant instant(String text) {
    String expectation = "a time in UTC such as 2026-02-03T00:00:00Z";
    try {
      Instant instant = Instant.parse(text);
      if (FIRST.isAfter(instant) || LAST.isBefore(instant)) {
        throw new IllegalArgumentException(expectation);
      }
      return instant;
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(expectation, e);
    }
  }
}
