/** Trino's files, its JDK, its client and the queries for it. */
package io.bidlake.local.trino;
