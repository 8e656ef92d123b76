package io.bidlake.landing.sink;

import java.io.IOException;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Type of {@link LandedRow}s, which never leave their thread. If operators that should be chained
 * are not, the job fails with its first row and says why.
 */
public final class InThread extends TypeInformation<LandedRow> {

  public static final InThread TYPE = new InThread();

  private InThread() {}

  @Override
  public boolean isBasicType() {
    return false;
  }

  @Override
  public boolean isTupleType() {
    return false;
  }

  @Override
  public int getArity() {
    return 1;
  }

  @Override
  public int getTotalFields() {
    return 1;
  }

  @Override
  public Class<LandedRow> getTypeClass() {
    return LandedRow.class;
  }

  @Override
  public boolean isKeyType() {
    return false;
  }

  @Override
  public TypeSerializer<LandedRow> createSerializer(SerializerConfig config) {
    return Serializer.INSTANCE;
  }

  @Override
  public String toString() {
    return "InThread";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof InThread;
  }

  @Override
  public int hashCode() {
    return InThread.class.hashCode();
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof InThread;
  }

  private Object readResolve() {
    return TYPE;
  }

  /** Passes rows on as they are: the sink has written a row when the next one comes. */
  private static final class Serializer extends TypeSerializerSingleton<LandedRow> {

    static final Serializer INSTANCE = new Serializer();

    @Override
    public boolean isImmutableType() {
      return true;
    }

    @Override
    public LandedRow createInstance() {
      return null;
    }

    @Override
    public LandedRow copy(LandedRow from) {
      return from;
    }

    @Override
    public LandedRow copy(LandedRow from, LandedRow reuse) {
      return from;
    }

    @Override
    public int getLength() {
      return -1;
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
    public LandedRow deserialize(LandedRow reuse, DataInputView source) throws IOException {
      throw notChained();
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
      throw notChained();
    }

    private static IOException notChained() {
      return new IOException(
          "the operators of the landing job must be chained (pipeline.operator-chaining.enabled)");
    }

    @Override
    public TypeSerializerSnapshot<LandedRow> snapshotConfiguration() {
      return new Snapshot();
    }
  }

  /** Of state, which never has rows. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<LandedRow> {
    public Snapshot() {
      super(() -> Serializer.INSTANCE);
    }
  }
}
