package io.bidlake.ingest;

import io.bidlake.model.App;
import io.bidlake.model.Banner;
import io.bidlake.model.BidRequest;
import io.bidlake.model.Device;
import io.bidlake.model.Format;
import io.bidlake.model.Geo;
import io.bidlake.model.Imp;
import io.bidlake.model.Publisher;
import io.bidlake.model.Regs;
import io.bidlake.model.Site;
import io.bidlake.model.Tables;
import io.bidlake.runtime.CurrencyRates;
import io.bidlake.runtime.RowBuilder;
import io.bidlake.runtime.RowLayout;
import io.bidlake.runtime.traffic.TrafficQuality;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.types.Types.NestedField;

/**
 * A row of {@code bid_requests_enriched}. The columns of the request are filled once, those of a
 * placement anew for each: most of the row stays as it is.
 */
final class EnrichedRow {

  private static final int REQUEST = column("request_id");
  private static final int IMP = column("imp_id");
  private static final int SITE = column("site_id");
  private static final int FLOOR_CURRENCY = column("imp_bidfloorcur");
  private static final int APP = column("app_id");

  private final RowBuilder row;
  private final CurrencyRates rates;

  EnrichedRow(RowLayout layout, CurrencyRates rates) {
    this.row = new RowBuilder(layout);
    this.rates = rates;
  }

  RowBuilder builder() {
    return row;
  }

  void request(BidRequest request, long receivedAt, TrafficQuality quality) {
    row.from(REQUEST).add(request.getId());
    row.from(SITE);
    addSite(request.getSite());
    Publisher publisher = TrafficQuality.publisherOf(request);
    row.add(publisher == null ? null : publisher.getId());
    addDevice(request.getDevice());
    row.add(request.getUser() == null ? null : request.getUser().getId())
        .add(request.getAt())
        .add(request.getTmax())
        .add(request.getCur().isEmpty() ? null : request.getCur().get(0));
    addRegs(request.getRegs());
    row.add(request.getEventTimestamp()).addMillis(receivedAt);

    App app = request.getApp();
    row.from(APP)
        .add(app == null ? null : app.getId())
        .add(app == null ? null : app.getBundle())
        .add(DeviceCategory.of(request).column())
        .add(quality.isTest())
        .add(quality.isNonPublicAddress())
        .add(quality.rejection() == null ? null : quality.rejection().column());
  }

  RowData placement(Imp imp) {
    double floor = imp.getBidfloor();
    row.from(IMP).add(imp.getId());
    addSize(imp.getBanner());
    row.add(floor);
    OptionalDouble usd = rates.toUsd(floor, imp.getBidfloorcur());
    row.from(FLOOR_CURRENCY)
        .add(imp.getBidfloorcur())
        .add(usd.isPresent() ? (Object) usd.getAsDouble() : null);
    return row.row();
  }

  RowData withoutPlacement() {
    row.from(IMP).addNull().addNull().addNull().addNull();
    row.from(FLOOR_CURRENCY).addNull().addNull();
    return row.row();
  }

  private void addSize(Banner banner) {
    if (banner == null) {
      row.addNull().addNull();
      return;
    }
    List<Format> formats = banner.getFormat();
    Format first = formats.isEmpty() ? null : formats.get(0);
    row.add(banner.getW() != null || first == null ? banner.getW() : (Integer) first.getW())
        .add(banner.getH() != null || first == null ? banner.getH() : (Integer) first.getH());
  }

  private void addSite(Site site) {
    if (site == null) {
      row.addNull().addNull().addNull();
    } else {
      row.add(site.getId()).add(site.getDomain()).add(site.getCat());
    }
  }

  private void addDevice(Device device) {
    if (device == null) {
      row.addNull().addNull().addNull().addNull();
      return;
    }
    Geo geo = device.getGeo();
    row.add(device.getDevicetype())
        .add(device.getOs())
        .add(geo == null ? null : geo.getCountry())
        .add(geo == null ? null : geo.getRegion());
  }

  private void addRegs(Regs regs) {
    if (regs == null) {
      row.addNull().addNull();
    } else {
      row.add(flag(regs.getCoppa())).add(flag(regs.getGdpr()));
    }
  }

  private static Boolean flag(Integer value) {
    return value == null ? null : (Boolean) (value == 1);
  }

  private static int column(String name) {
    return Tables.BID_REQUESTS_ENRICHED.schema().columns().stream()
        .map(NestedField::name)
        .toList()
        .indexOf(name);
  }
}
