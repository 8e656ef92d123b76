/** Trino's files, its JDK and the queries for it. */
package io.bidlake.local.trino;
