/** Reads Avro records of any schema into rows. */
package io.bidlake.landing.avro;
