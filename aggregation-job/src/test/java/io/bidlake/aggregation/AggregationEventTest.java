package io.bidlake.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class AggregationEventTest {

  private final Events events = new Events();

  @Test
  void arrivesAsTheRequestThatItWas() throws IOException {
    assertArrives(events.request("r1", 1_770_000_000_000L, "USA"));
    assertArrives(events.request("", -5, null));
    assertArrives(Events.ahead(events.request("r1", Long.MAX_VALUE, "USA")));
  }

  @Test
  void arrivesAsTheImpressionThatItWas() throws IOException {
    assertArrives(events.impression("i1", "r1", 1_770_000_000_000L, 1.1, "seat-1"));
    assertArrives(events.impression("i1", "", 0, 0, ""));
    assertArrives(events.unpriced("i1", "r1", 0, "seat-1"));
  }

  private static void assertArrives(AggregationEvent event) throws IOException {
    TypeSerializer<AggregationEvent> serializer =
        AggregationEvent.TYPE.createSerializer(new SerializerConfigImpl());
    DataOutputSerializer out = new DataOutputSerializer(8);
    serializer.serialize(event, out);
    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());

    assertThat(serializer.deserialize(in)).usingRecursiveComparison().isEqualTo(event);
    assertThat(in.available()).isZero();
  }
}
