/** Removes files that neither the table nor a commit to come needs. */
package io.bidlake.maintenance.action.orphans;
