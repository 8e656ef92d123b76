/** Sort keys as bytes that compare in the order of the table. */
package io.bidlake.maintenance.sort.keys;
