/** Sorts any number of rows within bounded memory, on local disk if need be. */
package io.bidlake.maintenance.sort;
