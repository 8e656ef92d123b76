package io.bidlake.generator.supply;

import io.bidlake.generator.pool.DataFile;
import io.bidlake.generator.pool.Dice;
import io.bidlake.generator.pool.Text;
import io.bidlake.generator.pool.Weighted;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.util.Utf8;

/** All device profiles, by the channel in which they are used. */
public final class Devices {

  private static final List<String> CHROME_VERSIONS = List.of("126", "131", "135", "138");

  /** Shares of the device kinds among the visitors of sites and of mobile apps. */
  private static final Map<DeviceProfile.Kind, Double> ON_SITES =
      Map.of(
          DeviceProfile.Kind.PHONE, 0.55,
          DeviceProfile.Kind.TABLET, 0.05,
          DeviceProfile.Kind.DESKTOP, 0.40);

  private static final Map<DeviceProfile.Kind, Double> IN_APPS =
      Map.of(DeviceProfile.Kind.PHONE, 0.90, DeviceProfile.Kind.TABLET, 0.10);

  private final Map<Channel, Weighted<DeviceProfile>> profiles = new EnumMap<>(Channel.class);

  public Devices() {
    List<DataFile.Row> rows = DataFile.read("devices.txt");
    profiles.put(Channel.SITE, of(rows, ON_SITES));
    profiles.put(Channel.APP, of(rows, IN_APPS));
    profiles.put(Channel.TV, of(rows, Map.of(DeviceProfile.Kind.TV, 1.0)));
    profiles.put(Channel.OUT_OF_HOME, of(rows, Map.of(DeviceProfile.Kind.SCREEN, 1.0)));
  }

  public DeviceProfile pick(Channel channel, Dice dice) {
    return profiles.get(channel).pick(dice);
  }

  private static Weighted<DeviceProfile> of(
      List<DataFile.Row> rows, Map<DeviceProfile.Kind, Double> shares) {
    Weighted.Builder<DeviceProfile> profiles = new Weighted.Builder<>();
    shares.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            share -> {
              List<DataFile.Row> ofKind =
                  rows.stream().filter(row -> kind(row) == share.getKey()).toList();
              double total = ofKind.stream().mapToDouble(row -> row.decimal(2)).sum();
              for (DataFile.Row row : ofKind) {
                addVariants(row, share.getValue() * row.decimal(2) / total, profiles);
              }
            });
    return profiles.build();
  }

  private static DeviceProfile.Kind kind(DataFile.Row row) {
    return DeviceProfile.Kind.valueOf(row.text(0));
  }

  private static void addVariants(
      DataFile.Row row, double weight, Weighted.Builder<DeviceProfile> profiles) {
    List<String> versions = row.words(7);
    for (String version : versions) {
      for (String chrome : CHROME_VERSIONS) {
        profiles.add(
            new DeviceProfile(
                kind(row),
                Platform.valueOf(row.text(1)),
                row.integer(3),
                Text.of(row.text(4)),
                Text.of(row.text(5)),
                new Utf8(row.text(6)),
                new Utf8(version),
                row.integer(8),
                row.integer(9),
                Text.of(agent(row.text(10), version, chrome)),
                ClientHints.of(row, version, chrome),
                Text.of(agent(row.text(11), version, chrome))),
            weight / versions.size() / CHROME_VERSIONS.size());
      }
    }
  }

  private static String agent(String pattern, String version, String chrome) {
    return pattern
        .replace("{v}", version)
        .replace("{_v}", version.replace('.', '_'))
        .replace("{chrome}", chrome);
  }
}
