/** Actions on a table as a whole: their interface, the small ones, and what all of them share. */
package io.bidlake.maintenance.action;
