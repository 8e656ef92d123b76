/** {@code bidlake produce}: sends lines of JSON to any topic, as JSON or as Avro. */
package io.bidlake.produce;
