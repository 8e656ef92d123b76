package io.bidlake.openrtb.json;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import io.bidlake.domain.Countries;
import io.bidlake.model.BidRequest;
import io.bidlake.model.Device;
import io.bidlake.model.Geo;
import io.bidlake.model.Source;
import io.bidlake.model.SupplyChain;
import io.bidlake.openrtb.json.RecordReader.Values;
import io.bidlake.tables.DeadLetter.Reason;
import java.util.Locale;
import org.apache.avro.Schema;
import org.apache.avro.util.Utf8;

/** What is done to a record of some kind when all of its members have been read. */
enum Completion {
  NONE,

  FORMAT("w", "h"),

  UID("id"),

  /** Regions in the USA have two letters (3.2.19); some senders put the country before them. */
  GEO {
    @Override
    void complete(Reading in, Values values) {
      Geo geo = (Geo) values.record;
      if (geo.getRegion() != null && USA.equals(Countries.alpha3(geo.getCountry()))) {
        geo.setRegion(stateOf(geo.getRegion()));
      }
    }

    private Utf8 stateOf(Utf8 region) {
      String text = region.toString().toUpperCase(Locale.ROOT);
      String state =
          text.startsWith("USA-")
              ? text.substring(4)
              : text.startsWith("US-") ? text.substring(3) : text;
      boolean isState =
          state.length() == 2
              && Ascii.isUpperCase(state.charAt(0))
              && Ascii.isUpperCase(state.charAt(1));
      return isState ? new Utf8(state) : region;
    }
  },

  /** Some senders write IPv6 addresses into {@code ip}. */
  DEVICE {
    @Override
    void complete(Reading in, Values values) {
      Device device = (Device) values.record;
      if (device.getIp() != null && hasColon(device.getIp())) {
        if (device.getIpv6() == null) {
          device.setIpv6(device.getIp());
        }
        device.setIp(null);
      }
    }

    private boolean hasColon(Utf8 address) {
      byte[] letters = address.getBytes();
      for (int i = 0; i < address.getByteLength(); i++) {
        if (letters[i] == ':') {
          return true;
        }
      }
      return false;
    }
  },

  SOURCE {
    @Override
    void complete(Reading in, Values values) {
      if (values.isGiven("schain")) {
        in.found().supplyChain();
      }
    }
  },

  BIDREQUEST {
    @Override
    void complete(Reading in, Values values) {
      BidRequest request = (BidRequest) values.record;
      SupplyChain chain = (SupplyChain) values.older(0);
      if (chain != null && !in.found().hasSupplyChain()) {
        if (request.getSource() == null) {
          request.setSource(new Source());
        }
        request.getSource().setSchain(chain);
      }
      forgetEmptyInventory(request, values);
    }

    /** Some senders write an empty object for what is absent, beside the one that is there. */
    private void forgetEmptyInventory(BidRequest request, Values values) {
      boolean isFilled =
          (request.getSite() != null && !values.isEmpty("site"))
              || (request.getApp() != null && !values.isEmpty("app"))
              || (request.getDooh() != null && !values.isEmpty("dooh"));
      if (isFilled && values.isEmpty("site")) {
        request.setSite(null);
      }
      if (isFilled && values.isEmpty("app")) {
        request.setApp(null);
      }
      if (isFilled && values.isEmpty("dooh")) {
        request.setDooh(null);
      }
    }
  },

  BID {
    @Override
    void complete(Reading in, Values values) {
      if (!values.isRead("impid")) {
        in.found()
            .fault(
                Reason.MISSING_FIELD,
                in.hasKept("item")
                    ? "a bid has an item, as in OpenRTB 3.0, which is not read, and no impid"
                    : "a bid has no impid");
      }
      if (!values.isGiven("price")) {
        in.found().fault(Reason.MISSING_FIELD, "a bid has no price");
      }
    }
  };

  private static final Utf8 USA = new Utf8("USA");

  /** Fields without which the object is dropped from the record. */
  final ImmutableList<String> needed;

  Completion(String... needed) {
    this.needed = ImmutableList.copyOf(needed);
  }

  /** The completion for records of a schema. */
  static Completion of(Schema schema) {
    String name = schema.getName().toUpperCase(Locale.ROOT);
    for (Completion completion : values()) {
      if (completion.name().equals(name)) {
        return completion;
      }
    }
    return NONE;
  }

  /**
   * Completes a record.
   *
   * @param values the record, and what is known of its fields
   */
  void complete(Reading in, Values values) {}
}
