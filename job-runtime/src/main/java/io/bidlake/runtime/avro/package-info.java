/** Decodes Avro events with readers that are compiled for the writer's schema. */
package io.bidlake.runtime.avro;
