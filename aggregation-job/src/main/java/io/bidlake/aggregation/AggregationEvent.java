package io.bidlake.aggregation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.runtime.request.RequestEvent;
import io.bidlake.runtime.state.CompactSerializer;
import io.bidlake.runtime.state.CompactTypeInfo;
import io.bidlake.runtime.state.EventId;
import io.bidlake.runtime.state.VarText;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The fields of a request or an impression that the aggregation job needs. */
public final class AggregationEvent extends RequestEvent {

  static final TypeInformation<AggregationEvent> TYPE =
      new CompactTypeInfo<>(AggregationEvent.class, new Serializer());

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Country of a request; null if unknown, and for an impression. */
  public String country;

  /** Bidder of an impression; null for a request. */
  public String bidder;

  /** Clearing price of an impression, CPM in USD. */
  public double usd;

  /** Price and currency of an impression whose price cannot be converted to USD; else null. */
  public String unpriced;

  boolean isRequest() {
    return isOf(Topics.BID_REQUESTS);
  }

  @Override
  public String payload(Topic<?> origin) {
    ObjectNode json = JSON.createObjectNode();
    if (isRequest()) {
      return json.put("device_geo_country", country).toString();
    }
    json.put("bidder_id", bidder);
    if (unpriced == null) {
      json.put("win_price_usd", usd);
    } else {
      json.put("win_price", unpriced);
    }
    return json.toString();
  }

  /**
   * Serializes for requests and for impressions only the fields that they have. Events are never in
   * state.
   */
  public static final class Serializer extends CompactSerializer<AggregationEvent> {

    @Override
    public AggregationEvent createInstance() {
      return new AggregationEvent();
    }

    @Override
    public void serialize(AggregationEvent event, DataOutputView out) throws IOException {
      event.writeCommon(out);
      if (event.isRequest()) {
        VarText.write(event.country, out);
      } else {
        event.id.write(out);
        VarText.write(event.bidder, out);
        out.writeDouble(event.usd);
        VarText.write(event.unpriced, out);
      }
    }

    @Override
    public AggregationEvent deserialize(DataInputView in) throws IOException {
      AggregationEvent event = new AggregationEvent();
      event.readCommon(in);
      if (event.isRequest()) {
        event.id = event.requestId;
        event.country = VarText.read(in);
      } else {
        event.id = EventId.read(in);
        event.bidder = VarText.read(in);
        event.usd = in.readDouble();
        event.unpriced = VarText.read(in);
      }
      return event;
    }

    @Override
    public TypeSerializerSnapshot<AggregationEvent> snapshotConfiguration() {
      return new Snapshot();
    }
  }

  /** Identifies the serializer in a savepoint. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<AggregationEvent> {

    public Snapshot() {
      super(Serializer::new);
    }
  }
}
