/** Rewrites Parquet files column by column, without assembling rows. */
package io.bidlake.maintenance.compaction.columns;
