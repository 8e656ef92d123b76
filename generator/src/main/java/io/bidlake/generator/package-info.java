/**
 * Sends events to Kafka when they are due, or prints them: settings, the run and what it reports.
 */
package io.bidlake.generator;
