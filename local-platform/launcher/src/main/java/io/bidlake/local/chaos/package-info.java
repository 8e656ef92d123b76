/** Fault injection into a running platform, planned by a seed, and the recovery times. */
package io.bidlake.local.chaos;
