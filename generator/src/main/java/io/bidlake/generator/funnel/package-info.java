/** Funnels: a bid request and everything that comes of it, with the delays between. */
package io.bidlake.generator.funnel;
