/** The funnel job, which counts requests, responses, impressions and clicks by publisher. */
package io.bidlake.funnel;
