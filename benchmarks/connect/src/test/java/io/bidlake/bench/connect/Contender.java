package io.bidlake.bench.connect;

import io.bidlake.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Settings as a contender is given them. */
final class Contender {

  static final List<String> ARGUMENTS =
      List.of(
          "--kafka.bootstrap-servers", "kafka:9092",
          "--schema-registry.url", "http://registry/apis/ccompat/v7",
          "--catalog.type", "rest",
          "--catalog.uri", "http://catalog",
          "--workload", "notices");

  private Contender() {}

  static ConnectSettings settings(String... more) {
    List<String> args = new ArrayList<>(ARGUMENTS);
    args.addAll(List.of(more));
    Settings settings = Settings.of(args, Map.of());
    ConnectSettings read = ConnectSettings.read(settings);
    settings.check();
    return read;
  }
}
