/** Expires snapshots, except those that a Flink sink needs when it is restored. */
package io.bidlake.maintenance.action.snapshots;
