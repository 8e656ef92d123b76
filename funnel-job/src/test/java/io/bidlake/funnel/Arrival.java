package io.bidlake.funnel;

/** An event in its partition, and when it could be read there. */
record Arrival(FunnelEvent event, long time) {}
