package io.bidlake.generator;

import io.bidlake.generator.stream.Message;
import io.bidlake.generator.stream.Tally;
import io.bidlake.generator.stream.Timeline;
import io.bidlake.producer.StopSignal;

/**
 * Sends the messages of a timeline when they are due, until the timeline ends, sending fails or the
 * run is stopped.
 */
record Run(Timeline timeline, Pace pace, KafkaOutput output, StopSignal stop, Tally tally) {

  /**
   * Sends the messages and returns the number of those that were not yet due when the run was
   * stopped.
   */
  int send() {
    stop.sendingBegins();
    try {
      return sendUntilOver();
    } finally {
      stop.sendingEnds();
    }
  }

  private int sendUntilOver() {
    while (timeline.hasNext()) {
      Message message = timeline.next();
      while (!pace.isDueAfterPause(message.sendAt())) {
        if (isOver()) {
          return timeline.waiting() + 1;
        }
      }
      if (isOver()) {
        return timeline.waiting() + 1;
      }
      output.send(message);
      tally.add(message.topic(), message.nature());
    }
    return 0;
  }

  private boolean isOver() {
    return stop.isRequested() || output.firstFailure().isPresent();
  }
}
