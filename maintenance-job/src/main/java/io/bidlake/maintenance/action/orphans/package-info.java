/** Removes files that neither the table nor a pending commit needs. */
package io.bidlake.maintenance.action.orphans;
