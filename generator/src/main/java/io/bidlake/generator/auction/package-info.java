/** Auctions: the lots of a request, the bids on them, and who wins at what price. */
package io.bidlake.generator.auction;
