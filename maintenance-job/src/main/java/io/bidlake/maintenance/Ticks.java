package io.bidlake.maintenance;

import java.time.Duration;
import java.util.Collection;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource.NumberSequenceSplit;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Says when to look at the tables: once, or again and again until the job is stopped. */
final class Ticks
    implements Source<Long, NumberSequenceSplit, Collection<NumberSequenceSplit>>,
        ResultTypeQueryable<Long> {

  private static final long serialVersionUID = 1;

  private final DataGeneratorSource<Long> numbers;
  private final Boundedness boundedness;

  private Ticks(DataGeneratorSource<Long> numbers, Boundedness boundedness) {
    this.numbers = numbers;
    this.boundedness = boundedness;
  }

  static Ticks once() {
    return new Ticks(
        new DataGeneratorSource<>(number -> number, 1, Types.LONG), Boundedness.BOUNDED);
  }

  static Ticks every(Duration interval) {
    double perSecond = 1000.0 / interval.toMillis();
    return new Ticks(
        new DataGeneratorSource<>(
            number -> number, Long.MAX_VALUE, RateLimiterStrategy.perSecond(perSecond), Types.LONG),
        // The generator calls itself bounded, but nobody lives to see its last number.
        Boundedness.CONTINUOUS_UNBOUNDED);
  }

  @Override
  public Boundedness getBoundedness() {
    return boundedness;
  }

  @Override
  public SplitEnumerator<NumberSequenceSplit, Collection<NumberSequenceSplit>> createEnumerator(
      SplitEnumeratorContext<NumberSequenceSplit> context) throws Exception {
    return numbers.createEnumerator(context);
  }

  @Override
  public SplitEnumerator<NumberSequenceSplit, Collection<NumberSequenceSplit>> restoreEnumerator(
      SplitEnumeratorContext<NumberSequenceSplit> context,
      Collection<NumberSequenceSplit> checkpoint)
      throws Exception {
    return numbers.restoreEnumerator(context, checkpoint);
  }

  @Override
  public SimpleVersionedSerializer<NumberSequenceSplit> getSplitSerializer() {
    return numbers.getSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<Collection<NumberSequenceSplit>>
      getEnumeratorCheckpointSerializer() {
    return numbers.getEnumeratorCheckpointSerializer();
  }

  @Override
  public SourceReader<Long, NumberSequenceSplit> createReader(SourceReaderContext context)
      throws Exception {
    return numbers.createReader(context);
  }

  @Override
  public TypeInformation<Long> getProducedType() {
    return Types.LONG;
  }
}
