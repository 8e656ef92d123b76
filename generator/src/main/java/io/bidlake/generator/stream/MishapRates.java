package io.bidlake.generator.stream;

import java.time.Duration;

/**
 * Shares of the events that something happens to, 0 to 1.
 *
 * @param duplicate that are sent twice
 * @param late that are held back
 * @param lateBy how long they are held back at most; at least a tenth of it
 * @param poison beside which bytes are sent that are no event
 */
public record MishapRates(double duplicate, double late, Duration lateBy, double poison) {}
