/** Funnels: a bid request, the events that follow from it, and the delays between them. */
package io.bidlake.generator.funnel;
