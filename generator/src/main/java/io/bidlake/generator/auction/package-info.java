/** Auctions: the lots of a request, the bids on them, and the outcome. */
package io.bidlake.generator.auction;
