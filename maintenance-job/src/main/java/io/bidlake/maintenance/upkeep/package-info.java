/** Settings of the maintenance of tables. */
package io.bidlake.maintenance.upkeep;
