package io.bidlake.generator.auction;

/**
 * Shares of the requests, 0 to 1.
 *
 * @param app from apps on phones and tablets
 * @param tv from apps on connected TVs
 * @param outOfHome from out-of-home screens; what is left of 1 comes from websites
 * @param foreignCurrency with floors in EUR, GBP or JPY
 * @param test that only test
 * @param privateIp from an address that is not public
 */
public record TrafficRates(
    double app,
    double tv,
    double outOfHome,
    double foreignCurrency,
    double test,
    double privateIp) {}
