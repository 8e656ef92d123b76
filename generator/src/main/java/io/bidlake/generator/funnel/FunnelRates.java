package io.bidlake.generator.funnel;

/**
 * Conversion rates of the funnel, 0 to 1.
 *
 * @param bidResponse share of the requests that get a response with bids
 * @param noBid share of the other requests that get a response without bids
 * @param win share of the responses with bids that win
 * @param billingLoss share of the won placements that are never billed
 * @param priceDrift share of the billed placements with another price than the auction's
 * @param renderLoss share of the billed placements that are never rendered
 * @param click share of the impressions that are clicked
 */
public record FunnelRates(
    double bidResponse,
    double noBid,
    double win,
    double billingLoss,
    double priceDrift,
    double renderLoss,
    double click) {}
