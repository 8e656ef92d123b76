/**
 * The maintenance job: its settings, its graph, and the operators that plan, rewrite and commit.
 */
package io.bidlake.maintenance;
