package io.bidlake.landing.sink;

import io.bidlake.runtime.state.CompactSerializer;
import io.bidlake.runtime.state.CompactTypeInfo;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Passes {@link LandedRow}s on as they are: they never leave their thread, and the sink has written
 * a row when the next one comes. If operators that should be chained are not, the job fails with
 * its first row and says why.
 */
public final class InThread extends CompactSerializer<LandedRow> {

  public static final TypeInformation<LandedRow> TYPE =
      new CompactTypeInfo<>(LandedRow.class, new InThread());

  @Override
  public LandedRow createInstance() {
    return null;
  }

  @Override
  public void serialize(LandedRow row, DataOutputView target) throws IOException {
    throw notChained();
  }

  @Override
  public LandedRow deserialize(DataInputView source) throws IOException {
    throw notChained();
  }

  @Override
  public TypeSerializerSnapshot<LandedRow> snapshotConfiguration() {
    throw new UnsupportedOperationException("rows of the landing job are never in state");
  }

  private static IOException notChained() {
    return new IOException(
        "the operators of the landing job must be chained (pipeline.operator-chaining.enabled)");
  }
}
