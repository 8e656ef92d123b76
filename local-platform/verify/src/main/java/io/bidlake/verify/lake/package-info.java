/** Reads the tables of the lake with Iceberg's own reader. */
package io.bidlake.verify.lake;
