/** The ingest job, which writes topics to tables. */
package io.bidlake.ingest;
