/** A single pass over the tables, in the threads of one process. */
package io.bidlake.maintenance.pass;
