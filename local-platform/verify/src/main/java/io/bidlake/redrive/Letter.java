package io.bidlake.redrive;

import io.bidlake.verify.kafka.RecordId;

/**
 * A row of {@code dead_letters}.
 *
 * @param id which Kafka record it was, or which document of one
 * @param reason kind of the fault
 * @param error what was wrong, in words
 * @param payload its bytes as they came; empty if it had none
 */
@SuppressWarnings("ArrayRecordComponent") // Letters are compared by their ids.
record Letter(RecordId id, String reason, String error, byte[] payload) {}
