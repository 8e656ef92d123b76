package io.bidlake.local.flink;

import io.bidlake.settings.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The time without records after which a partition is idle, so that windows no longer wait for it.
 * The default is shorter here than in the jobs, because a demo waits that long at its end; a user's
 * setting takes precedence. It must not be too short: on a busy machine the first record of a topic
 * may take longer, and its events would then be late.
 *
 * @param text the setting as the jobs get it; they validate it too
 * @param duration the setting's value
 */
public record IdleAfter(String text, Duration duration) {
  private static final String KEY = "event-time.idle-after";
  private static final String SHORT = "10s";

  /** For the job whose rows about a minute are to be visible soon; it corrects what comes later. */
  private static final String SHORTER = "5s";

  private static final String DESCRIPTION = "Silence after which a partition is not waited for";

  /** The setting from this environment, or else the launcher's default of 10 s. */
  public static IdleAfter of(Map<String, String> environment) {
    return of(environment, SHORT);
  }

  /** The same for rows about a minute: by default 5 s. */
  static IdleAfter ofMinutes(Map<String, String> environment) {
    return of(environment, SHORTER);
  }

  private static IdleAfter of(Map<String, String> environment, String ours) {
    Settings settings = Settings.of(List.of(), environment);
    String text = settings.text(KEY, ours, DESCRIPTION);
    Settings resolved = Settings.of(List.of("--" + KEY, text), Map.of());
    return new IdleAfter(text, resolved.duration(KEY, Duration.ofSeconds(10), DESCRIPTION));
  }

  List<String> asArguments() {
    return List.of("--" + KEY, text);
  }
}
