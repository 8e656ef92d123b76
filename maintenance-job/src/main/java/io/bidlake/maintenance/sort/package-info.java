/** Sorts any number of rows within bounded memory, spilling to local disk if necessary. */
package io.bidlake.maintenance.sort;
