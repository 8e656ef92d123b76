package io.bidlake.funnel;

/** What a row of the funnel's table counts. */
record FunnelCounts(long requests, long responses, long impressions, long clicks) {

  static FunnelCounts of(long... counts) {
    return new FunnelCounts(counts[0], counts[1], counts[2], counts[3]);
  }

  FunnelCounts plus(FunnelCounts other) {
    return new FunnelCounts(
        requests + other.requests,
        responses + other.responses,
        impressions + other.impressions,
        clicks + other.clicks);
  }
}
