package io.bidlake.generator.kafka;

import io.bidlake.generator.stream.EventKind;
import io.bidlake.settings.Settings;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The name of the topic that each kind of event goes to. */
public record TopicNames(Map<EventKind, String> names) {

  private static final Pattern LEGAL = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

  public static TopicNames read(Settings settings) {
    Map<EventKind, String> names = new EnumMap<>(EventKind.class);
    for (EventKind kind : EventKind.values()) {
      String usual = kind.topic().name();
      String key = "topic." + usual;
      String name =
          settings.text(key, usual, "Topic of " + usual.replace('-', ' ').toLowerCase(Locale.ROOT));
      if (!LEGAL.matcher(name).matches()) {
        settings.reject(
            "%s must be 1 to 249 letters, digits, dots, dashes or underscores, was '%s'"
                .formatted(key, name));
      }
      names.put(kind, name);
    }
    if (new HashSet<>(names.values()).size() < names.size()) {
      settings.reject("each kind of event needs a topic of its own, got " + names.values());
    }
    return new TopicNames(names);
  }

  public String of(EventKind kind) {
    return names.get(kind);
  }
}
