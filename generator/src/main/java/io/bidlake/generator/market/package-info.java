/** What is traded and who buys it: placements, seats, deals, advertisers and their creatives. */
package io.bidlake.generator.market;
