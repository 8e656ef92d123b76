package io.bidlake.funnel;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bidlake.runtime.RequestEvent;

/** What the funnel needs of a request, response, impression or click. A POJO. */
public final class FunnelEvent extends RequestEvent {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Of an impression the response, of a click the impression; else null. */
  public String parentId;

  /** Publisher of a request, if it has one; else null. */
  public String publisher;

  /** Whether a request is production traffic. */
  public boolean accepted;

  @Override
  public String payload() {
    ObjectNode json = JSON.createObjectNode();
    switch (Stage.of(topic)) {
      case REQUEST -> json.put("publisher_id", publisher).put("accepted", accepted);
      case RESPONSE -> json.put("response_id", id);
      case IMPRESSION -> json.put("response_id", parentId);
      case CLICK -> json.put("impression_id", parentId);
    }
    return json.toString();
  }
}
