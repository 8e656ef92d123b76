package io.bidlake.aggregation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.runtime.request.RequestEvent;
import io.bidlake.runtime.request.RequestEventSerializer;
import io.bidlake.runtime.state.EventId;
import io.bidlake.runtime.state.VarText;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The fields of a request or an impression that the aggregation job needs. */
public final class AggregationEvent extends RequestEvent {

  static final TypeInformation<AggregationEvent> TYPE =
      RequestEventSerializer.type(AggregationEvent.class, AggregationEvent::new);

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

  @Override
  protected void write(DataOutputView out) throws IOException {
    super.write(out);
    if (isRequest()) {
      VarText.write(country, out);
    } else {
      id.write(out);
      VarText.write(bidder, out);
      out.writeDouble(usd);
      VarText.write(unpriced, out);
    }
  }

  @Override
  protected void read(DataInputView in) throws IOException {
    super.read(in);
    if (isRequest()) {
      id = requestId;
      country = VarText.read(in);
    } else {
      id = EventId.read(in);
      bidder = VarText.read(in);
      usd = in.readDouble();
      unpriced = VarText.read(in);
    }
  }
}
