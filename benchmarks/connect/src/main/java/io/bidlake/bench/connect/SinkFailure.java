package io.bidlake.bench.connect;

import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.connect.runtime.AbstractStatus.State;
import org.apache.kafka.connect.runtime.rest.entities.ConnectorStateInfo;

/** Finds a failed connector or task; Connect itself keeps running after such a failure. */
final class SinkFailure {

  private SinkFailure() {}

  static Optional<String> in(ConnectorStateInfo status) {
    return Stream.concat(Stream.of(status.connector()), status.tasks().stream())
        .filter(part -> part.state().equals(State.FAILED.name()))
        .map(part -> "%s has failed: %s".formatted(status.name(), part.trace()))
        .findFirst();
  }
}
