package io.bidlake.generator;

import io.bidlake.generator.encoding.Encoding;
import io.bidlake.generator.stream.Message;
import io.bidlake.generator.stream.Schedule;
import io.bidlake.generator.stream.Tally;
import io.bidlake.generator.stream.Timeline;
import io.bidlake.producer.StopSignal;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run that prints to standard output: OpenRTB JSON and notice URLs, one per line, in the order in
 * which they would be sent, as fast as they are read.
 */
record PrintRun(GeneratorSettings settings, StopSignal stop, PrintStream out) {

  private static final Logger LOG = LoggerFactory.getLogger("generator");
  private static final int BUFFER = 1 << 16;

  /** Prints until all messages are printed, the reader closes the stream or the run is stopped. */
  void print(long requests) {
    long seed = settings.run().seedOrRandom();
    Schedule schedule = settings.run().schedule(Instant.now());
    Timeline timeline = settings.timeline(seed, schedule, requests, Encoding.lines());
    Tally tally = new Tally();
    try {
      OutputStream lines = new BufferedOutputStream(out, BUFFER);
      while (timeline.hasNext() && !stop.isRequested() && !out.checkError()) {
        Message message = timeline.next();
        lines.write(message.value());
        lines.write('\n');
        tally.add(message.topic(), message.nature());
      }
      lines.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot happen: a PrintStream throws nothing", e);
    }
    LOG.info(
        "printed; --seed {} --start {} gives the same events again\n{}",
        seed,
        Instant.ofEpochMilli(schedule.timeOf(0)),
        Summary.of(tally, settings.kafka()));
  }
}
