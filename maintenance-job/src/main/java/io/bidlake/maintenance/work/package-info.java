/** The work on all tables: what is due, what is waiting, and what it takes to do a piece of it. */
package io.bidlake.maintenance.work;
