/** The aggregation job, which counts impressions and revenue by country and by bidder. */
package io.bidlake.aggregation;
