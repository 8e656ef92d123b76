/** Encodes events as Avro, OpenRTB JSON and notice lines, and creates undecodable messages. */
package io.bidlake.generator.encoding;
