/**
 * The auction job, which follows bids to their price, their bill and their impression: landscape,
 * leakage, serving and reconciliation.
 */
package io.bidlake.auction;
