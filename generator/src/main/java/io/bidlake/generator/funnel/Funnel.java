package io.bidlake.generator.funnel;

import io.bidlake.model.BidRequest;
import io.bidlake.model.BidResponse;
import io.bidlake.model.Click;
import io.bidlake.model.Impression;
import java.util.List;

/**
 * A bid request and everything that came of it.
 *
 * @param response null when nobody answered
 */
public record Funnel(
    BidRequest request, BidResponse response, List<Impression> impressions, List<Click> clicks) {}
