/** Compaction: plans groups of files, rewrites them and commits the result. */
package io.bidlake.maintenance.compaction;
