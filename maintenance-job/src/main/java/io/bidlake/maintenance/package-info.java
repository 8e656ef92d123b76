/** The maintenance job: its settings, job graph, and operators that plan, rewrite and commit. */
package io.bidlake.maintenance;
