package io.bidlake.funnel;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bidlake.runtime.CompactSerializer;
import io.bidlake.runtime.CompactTypeInfo;
import io.bidlake.runtime.EventId;
import io.bidlake.runtime.EventText;
import io.bidlake.runtime.RequestEvent;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What the funnel needs of a request, response, impression or click. */
public final class FunnelEvent extends RequestEvent {

  static final TypeInformation<FunnelEvent> TYPE =
      new CompactTypeInfo<>(FunnelEvent.class, new Serializer());

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Of an impression the response, of a click the impression; else null. */
  public EventId parentId;

  /** Publisher of a request, if it has one; else null. */
  public String publisher;

  /** Whether a request is production traffic. */
  public boolean accepted;

  @Override
  public String payload() {
    ObjectNode json = JSON.createObjectNode();
    switch (Stage.of(topic)) {
      case REQUEST -> json.put("publisher_id", publisher).put("accepted", accepted);
      case RESPONSE -> json.put("response_id", id.toString());
      case IMPRESSION -> json.put("response_id", parentId.toString());
      case CLICK -> json.put("impression_id", parentId.toString());
    }
    return json.toString();
  }

  /** Writes of each stage what it has. */
  public static final class Serializer extends CompactSerializer<FunnelEvent> {

    @Override
    public FunnelEvent createInstance() {
      return new FunnelEvent();
    }

    @Override
    public void serialize(FunnelEvent event, DataOutputView out) throws IOException {
      event.writeCommon(out);
      switch (Stage.of(event.topic)) {
        case REQUEST -> {
          out.writeBoolean(event.accepted);
          EventText.write(event.publisher, out);
        }
        case RESPONSE -> event.id.write(out);
        case IMPRESSION, CLICK -> {
          event.id.write(out);
          event.parentId.write(out);
        }
      }
    }

    @Override
    public FunnelEvent deserialize(DataInputView in) throws IOException {
      FunnelEvent event = new FunnelEvent();
      event.readCommon(in);
      switch (Stage.of(event.topic)) {
        case REQUEST -> {
          event.id = event.requestId;
          event.accepted = in.readBoolean();
          event.publisher = EventText.read(in);
        }
        case RESPONSE -> event.id = EventId.read(in);
        case IMPRESSION, CLICK -> {
          event.id = EventId.read(in);
          event.parentId = EventId.read(in);
        }
      }
      return event;
    }

    @Override
    public TypeSerializerSnapshot<FunnelEvent> snapshotConfiguration() {
      return new Snapshot();
    }
  }

  /** Tells a savepoint's reader which serializer wrote it. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<FunnelEvent> {

    public Snapshot() {
      super(Serializer::new);
    }
  }
}
