package io.bidlake.producer;

/**
 * Thrown when Kafka does not answer or refuses a request; the message says where and what was
 * tried.
 */
public final class KafkaUnavailableException extends RuntimeException {

  KafkaUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
