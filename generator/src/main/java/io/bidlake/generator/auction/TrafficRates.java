package io.bidlake.generator.auction;

/**
 * Shares of the requests, 0 to 1.
 *
 * @param app requests from apps on phones and tablets
 * @param tv requests from apps on connected TVs
 * @param outOfHome requests from out-of-home screens; the remainder comes from websites
 * @param foreignCurrency requests with floors in EUR, GBP or JPY
 * @param test test traffic
 * @param privateIp requests from an IP address that is not public
 */
public record TrafficRates(
    double app,
    double tv,
    double outOfHome,
    double foreignCurrency,
    double test,
    double privateIp) {}
