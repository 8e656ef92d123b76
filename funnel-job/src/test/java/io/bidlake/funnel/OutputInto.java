package io.bidlake.funnel;

import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeServiceAware;

/** Makes an operator that emits where a test wants it, not into the harness. */
final class OutputInto<T> extends AbstractStreamOperatorFactory<T> {

  private final StreamOperatorFactory<T> factory;
  private final Output<StreamRecord<T>> output;

  OutputInto(StreamOperatorFactory<T> factory, Output<StreamRecord<T>> output) {
    this.factory = factory;
    this.output = output;
  }

  // The signature is Flink's.
  @Override
  @SuppressWarnings("TypeParameterUnusedInFormals")
  public <O extends StreamOperator<T>> O createStreamOperator(
      StreamOperatorParameters<T> parameters) {
    if (factory instanceof ProcessingTimeServiceAware aware) {
      aware.setProcessingTimeService(parameters.getProcessingTimeService());
    }
    return factory.createStreamOperator(
        new StreamOperatorParameters<>(
            parameters.getContainingTask(),
            parameters.getStreamConfig(),
            output,
            parameters::getProcessingTimeService,
            parameters.getOperatorEventDispatcher(),
            parameters.getMailboxExecutor()));
  }

  @Override
  @SuppressWarnings("rawtypes")
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
    return factory.getStreamOperatorClass(classLoader);
  }
}
