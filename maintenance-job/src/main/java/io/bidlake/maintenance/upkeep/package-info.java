/** How each table is maintained, as the settings say. */
package io.bidlake.maintenance.upkeep;
