package io.bidlake.verify.rows;

import io.bidlake.model.BidRequest;
import io.bidlake.verify.enrichment.UserAgents.AgentFacts;
import java.util.Map;
import java.util.Set;

/**
 * The category of a device, from AdCOM's device types and whether the ad is for an app or a site;
 * from the user agent if that leaves no doubt, and the type is missing or another one.
 */
final class DeviceCategory {

  private static final String UNKNOWN = "Unknown";
  private static final String DESKTOP = "Desktop";
  private static final String MOBILE = "Mobile";
  private static final String TV = "CTV";
  private static final String THING = "Connected Device";

  private static final Map<Integer, String> BY_TYPE =
      Map.of(1, MOBILE, 2, DESKTOP, 3, TV, 4, MOBILE, 5, MOBILE, 6, THING, 7, TV);

  private static final Map<String, String> BY_AGENT =
      Map.ofEntries(
          Map.entry("Mobile", MOBILE),
          Map.entry("Phone", MOBILE),
          Map.entry("Tablet", MOBILE),
          Map.entry("eReader", MOBILE),
          Map.entry("Desktop", DESKTOP),
          Map.entry("TV", TV),
          Map.entry("Set-top box", TV),
          Map.entry("Augmented Reality", THING),
          Map.entry("Car", THING),
          Map.entry("Game Console", THING),
          Map.entry("Handheld Game Console", THING),
          Map.entry("Home Appliance", THING),
          Map.entry("Smart Display", THING),
          Map.entry("Virtual Reality", THING),
          Map.entry("Voice", THING),
          Map.entry("Watch", THING));

  private static final Set<String> NOT_HANDHELD = Set.of(TV, THING);

  private DeviceCategory() {}

  static String of(BidRequest request, AgentFacts agent) {
    Integer type = request.getDevice() == null ? null : request.getDevice().getDevicetype();
    String declared = type == null ? null : BY_TYPE.get(type);
    String seen = agent.device() == null ? null : BY_AGENT.get(agent.device());
    boolean isScreen = Integer.valueOf(8).equals(type);
    String category =
        seen == null || isScreen || isPossible(declared, seen, agent) ? declared : seen;
    if (!MOBILE.equals(category)) {
      return category == null ? UNKNOWN : category;
    }
    return request.getApp() != null
        ? "Mobile App"
        : request.getSite() != null ? "Mobile Web" : UNKNOWN;
  }

  /** Whether a device of one category may have the user agent of another. */
  private static boolean isPossible(String declared, String seen, AgentFacts agent) {
    if (declared == null) {
      return false;
    }
    boolean isNearTv = NOT_HANDHELD.contains(declared);
    boolean isTvOrTablet = seen.equals(MOBILE) && !agent.device().equals("Phone");
    boolean isTvOrComputer = seen.equals(DESKTOP) && "Linux".equals(agent.system());
    boolean isTabletOrComputer = seen.equals(DESKTOP) && "Mac OS".equals(agent.system());
    return declared.equals(seen)
        || (isNearTv && (NOT_HANDHELD.contains(seen) || isTvOrTablet || isTvOrComputer))
        || (declared.equals(MOBILE) && isTabletOrComputer);
  }
}
