package io.bidlake.bench.connect;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.cli.ConnectDistributed;
import org.apache.kafka.connect.errors.NotFoundException;
import org.apache.kafka.connect.runtime.Connect;
import org.apache.kafka.connect.runtime.Herder.Created;
import org.apache.kafka.connect.runtime.distributed.DistributedHerder;
import org.apache.kafka.connect.runtime.distributed.NotLeaderException;
import org.apache.kafka.connect.runtime.distributed.RebalanceNeededException;
import org.apache.kafka.connect.runtime.rest.entities.ConnectorInfo;
import org.apache.kafka.connect.util.FutureCallback;

/** A Connect worker in this process, which stops itself with a shutdown hook. */
final class ConnectProcess {

  private static final Duration TO_LEAD = Duration.ofMinutes(2);

  private final Connect<DistributedHerder> connect;

  private ConnectProcess(Connect<DistributedHerder> connect) {
    this.connect = connect;
  }

  static ConnectProcess start(Map<String, String> worker) {
    return new ConnectProcess(new ConnectDistributed().startConnect(worker));
  }

  /** Lets the worker run a connector, replacing one of that name from an earlier start. */
  void run(String name, Map<String, String> connector)
      throws InterruptedException, ExecutionException {
    if (connector.equals(known(name))) {
      // The worker runs it already, and would restart the tasks if it got it again.
      return;
    }
    Instant deadline = Instant.now().plus(TO_LEAD);
    while (!accepted(name, connector, deadline)) {
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  /** Waits for a failure and returns its description. */
  String awaitFailure(String name) throws InterruptedException {
    Optional<String> failure = Optional.empty();
    while (failure.isEmpty()) {
      TimeUnit.SECONDS.sleep(1);
      failure = failure(name);
    }
    return failure.get();
  }

  private Map<String, String> known(String name) throws InterruptedException, ExecutionException {
    FutureCallback<Map<String, String>> known = new FutureCallback<>();
    connect.herder().connectorConfig(name, known);
    try {
      return known.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof NotFoundException) {
        return Map.of();
      }
      throw e;
    }
  }

  private boolean accepted(String name, Map<String, String> connector, Instant deadline)
      throws InterruptedException, ExecutionException {
    FutureCallback<Created<ConnectorInfo>> created = new FutureCallback<>();
    connect.herder().putConnectorConfig(name, connector, true, created);
    try {
      created.get();
      return true;
    } catch (ExecutionException e) {
      if (Instant.now().isBefore(deadline) && isLedByAnother(e.getCause())) {
        return false;
      }
      throw e;
    }
  }

  /** For some seconds after a crash, the previous worker is still the leader for Kafka. */
  private static boolean isLedByAnother(Throwable cause) {
    return cause instanceof NotLeaderException || cause instanceof RebalanceNeededException;
  }

  private Optional<String> failure(String name) {
    try {
      return SinkFailure.in(connect.herder().connectorStatus(name));
    } catch (NotFoundException e) {
      // The connector has not started yet.
      return Optional.empty();
    }
  }
}
