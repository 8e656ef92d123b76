package io.bidlake.local.config;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The total process memory of Flink's TaskManager; Flink divides it into heap, managed memory and
 * so on.
 *
 * @param size in the notation that Flink and Compose share, such as {@code 2200m} or {@code 4g}
 * @param managed the part of it that is Flink's managed memory, in the same notation
 */
public record TaskManagerMemory(String size, String managed) {

  /** The variable has the same name in Compose. */
  static final String VARIABLE = "FLINK_TASKMANAGER_MEMORY";

  // Each windowed job keeps some 400 bytes of heap for every request of the last 65 minutes; the
  // default is enough for 200 requests per second.
  private static final String DEFAULT = "2200m";

  /** Bidlake's jobs keep their state on the heap, and use none. */
  private static final String LEAST_MANAGED = "64m";

  private static final Pattern SIZE = Pattern.compile("[1-9]\\d*[mg]b?");

  public TaskManagerMemory {
    size = size.strip().toLowerCase(Locale.ROOT);
    if (!SIZE.matcher(size).matches()) {
      throw new PlatformException(
          "%s must be a size such as 2200m or 4g, was %s".formatted(VARIABLE, size));
    }
  }

  public TaskManagerMemory(String size) {
    this(size, LEAST_MANAGED);
  }

  /** The default, which is enough for the local platform's own load. */
  public static TaskManagerMemory defaults() {
    return new TaskManagerMemory(DEFAULT);
  }

  /** The size in the environment variable, or else the default. */
  public static TaskManagerMemory of(Map<String, String> environment) {
    String size = environment.get(VARIABLE);
    return size == null || size.isBlank() ? defaults() : new TaskManagerMemory(size);
  }
}
