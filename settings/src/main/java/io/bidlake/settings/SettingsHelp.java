package io.bidlake.settings;

import java.util.List;

/** Lists settings for {@code --help}. */
public final class SettingsHelp {

  private SettingsHelp() {}

  public static boolean isAskedFor(List<String> args) {
    return args.contains("--help") || args.contains("-h");
  }

  /** Returns one block per setting: key, environment variable, default, description. */
  public static String of(List<Setting> settings) {
    StringBuilder text = new StringBuilder();
    for (Setting setting : settings) {
      text.append("  --").append(setting.key());
      if (!setting.isFamily()) {
        text.append("  (").append(setting.environmentVariable()).append(')');
      }
      if (!setting.defaultText().isEmpty()) {
        text.append("  default ").append(setting.defaultText());
      }
      text.append(System.lineSeparator())
          .append("      ")
          .append(setting.description())
          .append(System.lineSeparator());
    }
    return text.toString();
  }
}
