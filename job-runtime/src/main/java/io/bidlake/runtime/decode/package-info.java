/** Decodes the values of Kafka records into events, for all formats. */
package io.bidlake.runtime.decode;
