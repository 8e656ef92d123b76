package io.bidlake.verify.openrtb;

import io.bidlake.model.Bid;
import io.bidlake.model.BidRequest;
import io.bidlake.model.Device;
import io.bidlake.model.Geo;
import io.bidlake.model.Source;
import io.bidlake.model.SupplyChain;
import io.bidlake.verify.layout.DeadLetterReason;
import io.bidlake.verify.text.FaultException;
import io.bidlake.verify.text.Json;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.Utf8;

/** Rules for records that concern more than one field. */
final class SpecialRules {

  private static final Set<String> USA = Set.of("US", "USA");
  private static final Pattern STATE =
      Pattern.compile("(?:USA?-)?([A-Z]{2})", Pattern.CASE_INSENSITIVE);

  private SpecialRules() {}

  static void apply(SpecificRecord record, Map<String, Json> members) throws FaultException {
    if (record instanceof BidRequest request) {
      keepFilledPlaces(request, members);
      readSupplyChain(request, members);
    } else if (record instanceof Device device) {
      moveAddress(device);
    } else if (record instanceof Geo geo) {
      shortenState(geo);
    } else if (record instanceof Bid bid) {
      requireBid(bid, members);
    }
  }

  /** Removes an empty site, app or dooh if another of them is not empty. */
  private static void keepFilledPlaces(BidRequest request, Map<String, Json> members) {
    boolean filled =
        isFilled(members.get("site"))
            || isFilled(members.get("app"))
            || isFilled(members.get("dooh"));
    if (filled) {
      request.setSite(isFilled(members.get("site")) ? request.getSite() : null);
      request.setApp(isFilled(members.get("app")) ? request.getApp() : null);
      request.setDooh(isFilled(members.get("dooh")) ? request.getDooh() : null);
    }
  }

  private static boolean isFilled(Json json) {
    return json instanceof Json.Fields fields && !fields.members().isEmpty();
  }

  /** Reads the supply chain from its place in OpenRTB 2.4, where there may be no source. */
  private static void readSupplyChain(BidRequest request, Map<String, Json> members)
      throws FaultException {
    boolean named =
        members.get("source") instanceof Json.Fields source
            && source.has("schain")
            && source.get("schain").hasValue();
    boolean found = request.getSource() != null && request.getSource().getSchain() != null;
    Json chain = members.get("ext") instanceof Json.Fields ext ? ext.get("schain") : null;
    if (named || found || chain == null || !chain.hasValue()) {
      return;
    }
    Object read = FillRecord.readQuietly("Source.schain", SupplyChain.getClassSchema(), chain);
    if (read != null) {
      if (request.getSource() == null) {
        request.setSource((Source) FillRecord.empty(Source.getClassSchema()));
      }
      request.getSource().setSchain((SupplyChain) read);
    }
  }

  private static void moveAddress(Device device) {
    if (device.getIp() != null && device.getIp().toString().contains(":")) {
      device.setIpv6(device.getIpv6() == null ? device.getIp() : device.getIpv6());
      device.setIp(null);
    }
  }

  private static void shortenState(Geo geo) {
    if (geo.getCountry() == null || geo.getRegion() == null) {
      return;
    }
    String country = geo.getCountry().toString().trim().toUpperCase(Locale.ROOT);
    Matcher state = STATE.matcher(geo.getRegion().toString());
    if (USA.contains(country) && state.matches()) {
      geo.setRegion(new Utf8(state.group(1).toUpperCase(Locale.ROOT)));
    }
  }

  private static void requireBid(Bid bid, Map<String, Json> members) throws FaultException {
    if (bid.getImpid().length() == 0) {
      throw new FaultException(DeadLetterReason.MISSING_FIELD, "a bid without impid");
    }
    if (!members.containsKey("price") || members.get("price").isNothing()) {
      throw new FaultException(DeadLetterReason.MISSING_FIELD, "a bid without price");
    }
  }
}
