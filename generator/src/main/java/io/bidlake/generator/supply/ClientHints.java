package io.bidlake.generator.supply;

import io.bidlake.generator.pool.DataFile;
import io.bidlake.generator.pool.Text;
import io.bidlake.model.BrandVersion;
import io.bidlake.model.UserAgent;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.avro.util.Utf8;

/** Creates structured user agents as an exchange makes them from the client hints of Chromium. */
final class ClientHints {

  private static final Integer HIGH_ENTROPY = 2;
  private static final Pattern DOT = Pattern.compile("\\.");

  private ClientHints() {}

  /** Returns what the browser of a device sends; null for crawlers and browsers without hints. */
  static UserAgent of(DataFile.Row device, String systemVersion, String chrome) {
    String agent = device.text(10);
    if (!agent.contains("Chrome/") || agent.contains("bot")) {
      return null;
    }
    String name = agent.contains("Edg/") ? "Microsoft Edge" : "Google Chrome";
    String version = chrome + ".0.6943.98";
    boolean isPhone = DeviceProfile.Kind.valueOf(device.text(0)) == DeviceProfile.Kind.PHONE;
    boolean isAndroid = device.text(6).equals("Android");
    return UserAgent.newBuilder()
        .setBrowsers(
            List.of(
                brand("Not/A)Brand", "8.0.0.0"), brand("Chromium", version), brand(name, version)))
        .setPlatform(brand(device.text(6), platformVersion(device.text(6), systemVersion)))
        .setMobile(isPhone ? 1 : 0)
        .setArchitecture(isAndroid ? null : new Utf8("x86"))
        .setBitness(new Utf8("64"))
        .setModel(isAndroid ? new Utf8(device.text(5)) : null)
        .setSource(HIGH_ENTROPY)
        .build();
  }

  /** Windows sends the version of an interface: 10 is 10, and 11 begins with 13. */
  private static String platformVersion(String system, String version) {
    boolean isWindows11 = system.equals("Windows") && version.equals("11");
    return isWindows11 ? "15.0.0" : version;
  }

  private static BrandVersion brand(String name, String version) {
    return new BrandVersion(new Utf8(name), Text.list(DOT.splitAsStream(version).toList()));
  }
}
