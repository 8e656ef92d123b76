package io.bidlake.ingest;

import io.bidlake.conversion.Conversion;
import io.bidlake.domain.enrichment.Enrichments;
import io.bidlake.model.Topic;
import io.bidlake.runtime.JobStart;
import io.bidlake.tables.FlatTable;
import java.util.ArrayList;
import java.util.List;

/** The ingest job with a flat topic more: all that such a topic takes is written here. */
public final class ConversionsJob {

  public static final Topic<Conversion> TOPIC =
      new Topic<>(
          "conversions",
          100,
          "conversion",
          Conversion.class,
          Conversion::getRequestId,
          Conversion::getConversionId,
          Conversion::getEventTimestamp,
          null);

  public static final FlatTable<Conversion> TABLE =
      FlatTable.of(TOPIC, "conversion_id", "One conversion.");

  private ConversionsJob() {}

  public static void main(String[] args) throws Exception {
    JobStart.run(
        IngestJob.NAME,
        args,
        IngestSettings::read,
        (env, settings) -> IngestJob.build(env, settings, ConversionsJob::flows));
  }

  private static List<Flow<?, ?>> flows(Enrichments enrichments) {
    List<Flow<?, ?>> flows = new ArrayList<>(Flow.all(enrichments));
    flows.add(Flow.flat(TABLE));
    return flows;
  }
}
