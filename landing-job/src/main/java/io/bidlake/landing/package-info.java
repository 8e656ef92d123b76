/** Writes each topic to a table of its own, whatever its records are. */
package io.bidlake.landing;
