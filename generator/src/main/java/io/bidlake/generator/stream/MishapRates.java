package io.bidlake.generator.stream;

import java.time.Duration;

/**
 * Rates of disturbances, as shares of the events, 0 to 1.
 *
 * @param duplicate events that are sent twice
 * @param late events that are sent late
 * @param lateBy maximum delay of late events; the minimum is a tenth of it
 * @param poison undecodable messages to add, as a share of the events
 */
public record MishapRates(double duplicate, double late, Duration lateBy, double poison) {}
