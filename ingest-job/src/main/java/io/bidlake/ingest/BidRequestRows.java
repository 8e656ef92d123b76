package io.bidlake.ingest;

import io.bidlake.model.BidRequest;
import io.bidlake.model.Imp;
import io.bidlake.model.Tables;
import io.bidlake.runtime.CurrencyRates;
import io.bidlake.runtime.RowBuilder;
import io.bidlake.runtime.RowFlattener;
import io.bidlake.runtime.RowLayout;
import io.bidlake.runtime.RowOutput;
import io.bidlake.runtime.TableRows;
import io.bidlake.runtime.traffic.RejectionReason;
import io.bidlake.runtime.traffic.TrafficQuality;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * One row per placement into {@code bid_requests_enriched}, and the same row, without the columns
 * that judge it, into {@code bid_requests} if the request is accepted. A request without placement
 * gives one enriched row without {@code imp_id}, so that it is not lost.
 */
final class BidRequestRows implements RowFlattener<BidRequest> {

  private static final int COMMON_COLUMNS = Tables.BID_REQUESTS.schema().columns().size();

  private final RowLayout acceptedLayout;
  private final RowLayout enrichedLayout;
  private final CurrencyRates rates;

  private transient RowBuilder accepted;
  private transient EnrichedRow enriched;
  private transient TrafficQuality quality;
  private transient Map<RejectionReason, Counter> rejected;

  BidRequestRows(TableRows accepted, TableRows enriched, CurrencyRates rates) {
    this.acceptedLayout = accepted.layout();
    this.enrichedLayout = enriched.layout();
    this.rates = rates;
  }

  @Override
  public void open(MetricGroup metrics) {
    accepted = new RowBuilder(acceptedLayout);
    enriched = new EnrichedRow(enrichedLayout, rates);
    quality = new TrafficQuality();
    rejected = new EnumMap<>(RejectionReason.class);
    for (RejectionReason reason : RejectionReason.values()) {
      rejected.put(reason, metrics.addGroup("rejection", reason.name()).counter("requests"));
    }
  }

  @Override
  public void flatten(BidRequest request, long receivedAt, RowOutput out) {
    quality.judge(request);
    enriched.request(request, receivedAt, quality);
    RejectionReason rejection = quality.rejection();
    if (rejection != null) {
      rejected.get(rejection).inc();
    }
    if (request.getImp().isEmpty()) {
      out.emit(Tables.BID_REQUESTS_ENRICHED, enriched.withoutPlacement());
    }
    for (Imp imp : request.getImp()) {
      out.emit(Tables.BID_REQUESTS_ENRICHED, enriched.placement(imp));
      if (rejection == null) {
        out.emit(Tables.BID_REQUESTS, accepted.copyFirst(COMMON_COLUMNS, enriched.builder()));
      }
    }
  }
}
