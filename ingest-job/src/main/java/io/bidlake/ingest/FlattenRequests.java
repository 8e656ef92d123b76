package io.bidlake.ingest;

import io.bidlake.domain.RejectionReason;
import io.bidlake.domain.enrichment.Enrichments;
import io.bidlake.domain.reference.Reference;
import io.bidlake.model.BidRequest;
import io.bidlake.model.Imp;
import io.bidlake.tables.Placement;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * Splits a request into its placements, one row each. A request without placements gives one row,
 * so that it is not lost. Counts rejected requests by reason, invalid values by field, and user
 * agents that were not parsed; reports the age of each file of reference data in seconds, and how
 * often its refresh failed.
 */
final class FlattenRequests implements RowFlattener<BidRequest, Placement> {

  private final Enrichments enrichments;

  private transient Placement placement;
  private transient Map<RejectionReason, Counter> rejected;
  private transient CountersByField invalid;

  FlattenRequests(Enrichments enrichments) {
    this.enrichments = enrichments;
  }

  @Override
  public void open(MetricGroup metrics) {
    enrichments.open();
    enrichments.references().stream()
        .filter(Reference::isFromFile)
        .forEach(reference -> report(reference, metrics.addGroup("reference", reference.name())));
    placement = new Placement(enrichments);
    metrics.gauge("skippedUserAgents", (Gauge<Long>) placement::skippedUserAgents);
    invalid = new CountersByField(metrics, "invalidValues");
    rejected = new EnumMap<>(RejectionReason.class);
    for (RejectionReason reason : RejectionReason.values()) {
      rejected.put(reason, metrics.addGroup("rejection", reason.name()).counter("requests"));
    }
  }

  private static void report(Reference<?> reference, MetricGroup metrics) {
    metrics.gauge(
        "ageSeconds",
        (Gauge<Long>) () -> Duration.between(reference.modified(), Instant.now()).toSeconds());
    metrics.gauge("failedRefreshes", (Gauge<Long>) reference::failedRefreshes);
  }

  @Override
  public void flatten(BidRequest request, long receivedAt, Consumer<Placement> rows) {
    placement.request(request, receivedAt);
    RejectionReason rejection = placement.quality().rejection();
    if (rejection != null) {
      rejected.get(rejection).inc();
    }
    placement.invalidFields().forEach(invalid);
    if (request.getImp().isEmpty()) {
      rows.accept(placement);
    }
    for (Imp imp : request.getImp()) {
      placement.imp(imp);
      rows.accept(placement);
    }
  }
}
