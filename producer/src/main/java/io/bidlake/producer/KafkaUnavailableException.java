package io.bidlake.producer;

/** Kafka did not answer, or refused; says where and what was tried. */
public final class KafkaUnavailableException extends RuntimeException {

  KafkaUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
