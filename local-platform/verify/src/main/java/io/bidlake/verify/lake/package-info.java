/** The tables of the lake, read with Iceberg's own reader. */
package io.bidlake.verify.lake;
