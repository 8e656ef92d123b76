/** Events as bytes: Avro, OpenRTB JSON and the lines of notices; and bytes that are no event. */
package io.bidlake.generator.encoding;
