/** Decodes events, by readers that are compiled for the schema of whoever wrote them. */
package io.bidlake.runtime.avro;
