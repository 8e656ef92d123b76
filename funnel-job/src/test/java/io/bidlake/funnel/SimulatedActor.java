package io.bidlake.funnel;

import java.util.Random;

/** Something in a job that goes on by itself. */
interface SimulatedActor {

  /** Does the next thing; false if there is nothing to do. */
  boolean step(Random random) throws Exception;
}
