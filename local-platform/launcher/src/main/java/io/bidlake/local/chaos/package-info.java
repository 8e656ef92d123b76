/** Faults for a running platform, planned by a seed, and how long it takes to be back. */
package io.bidlake.local.chaos;
