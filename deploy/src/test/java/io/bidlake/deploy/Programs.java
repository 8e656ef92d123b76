package io.bidlake.deploy;

import io.bidlake.aggregation.AggregationSettings;
import io.bidlake.auction.AuctionSettings;
import io.bidlake.funnel.FunnelSettings;
import io.bidlake.generator.GeneratorSettings;
import io.bidlake.ingest.IngestSettings;
import io.bidlake.landing.LandingSettings;
import io.bidlake.maintenance.MaintenanceSettings;
import io.bidlake.settings.Setting;
import io.bidlake.settings.Settings;
import io.bidlake.verify.VerifySettings;
import io.bidlake.verify.layout.Scope;
import java.util.List;
import java.util.Map;

/** The programs that deployments start, with what each accepts as settings. */
enum Programs {
  INGEST("ingest-job"),
  AGGREGATION("aggregation-job"),
  FUNNEL("funnel-job"),
  AUCTION("auction-job"),
  LANDING("landing-job"),
  MAINTENANCE("maintenance-job"),
  GENERATOR("generator"),
  VERIFY("local-platform/verify");

  private final String module;

  Programs(String module) {
    this.module = module;
  }

  /**
   * The folder of its module, which for what Compose submits is the beginning of its jar's name.
   */
  String module() {
    return module;
  }

  /**
   * Reads the settings as the program does at its start.
   *
   * @throws io.bidlake.settings.InvalidSettings with all that the program would refuse
   */
  void requireAccepted(List<String> arguments, Map<String, String> environment) {
    read(arguments, environment).check();
  }

  /** The settings that the program knows. */
  List<Setting> known() {
    return read(List.of(), Map.of()).known();
  }

  private Settings read(List<String> arguments, Map<String, String> environment) {
    Settings settings = Settings.of(arguments, environment);
    switch (this) {
      case INGEST -> IngestSettings.read(settings);
      case AGGREGATION -> AggregationSettings.read(settings);
      case FUNNEL -> FunnelSettings.read(settings);
      case AUCTION -> AuctionSettings.read(settings);
      case LANDING -> LandingSettings.read(settings);
      case MAINTENANCE -> MaintenanceSettings.read(settings);
      case GENERATOR -> GeneratorSettings.read(settings);
      case VERIFY -> VerifySettings.read(settings, Scope.ALL);
    }
    return settings;
  }
}
