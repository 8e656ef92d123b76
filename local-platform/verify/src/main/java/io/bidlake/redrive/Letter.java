package io.bidlake.redrive;

import io.bidlake.verify.kafka.RecordId;

/**
 * A row of {@code dead_letters}.
 *
 * @param id the Kafka record, or the document in one
 * @param reason the kind of error
 * @param error the error message
 * @param payload the original bytes; empty if there were none
 */
@SuppressWarnings("ArrayRecordComponent") // Letters are only compared by id.
record Letter(RecordId id, String reason, String error, byte[] payload) {}
