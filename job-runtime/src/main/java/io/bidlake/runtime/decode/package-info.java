/** From the values of Kafka records to events, whatever format a topic has. */
package io.bidlake.runtime.decode;
