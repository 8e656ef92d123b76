/** Writes rows of any number of tables with Iceberg's dynamic sink. */
package io.bidlake.landing.sink;
