/** The generator: sends events to Kafka when they are due, or prints them. */
package io.bidlake.generator;
