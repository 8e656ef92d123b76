package io.bidlake.local.flink;

import io.bidlake.settings.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How long a partition is silent before windows no longer wait for it. Shorter here than the jobs'
 * own default, as a demo waits for it in the end; a user's setting wins. Not as short as one could
 * wish: a topic whose first record takes longer, on a busy machine, is late for the others.
 *
 * @param text as the jobs get it, which judge it too
 * @param duration what it means
 */
public record IdleAfter(String text, Duration duration) {
  private static final String KEY = "event-time.idle-after";
  private static final String SHORT = "10s";
  private static final String DESCRIPTION = "Silence after which a partition is not waited for";

  /** The setting of this environment, or else our own. */
  public static IdleAfter of(Map<String, String> environment) {
    Settings settings = Settings.of(List.of(), environment);
    String text = settings.text(KEY, SHORT, DESCRIPTION);
    Settings resolved = Settings.of(List.of("--" + KEY, text), Map.of());
    return new IdleAfter(text, resolved.duration(KEY, Duration.ofSeconds(10), DESCRIPTION));
  }

  List<String> asArguments() {
    return List.of("--" + KEY, text);
  }
}
