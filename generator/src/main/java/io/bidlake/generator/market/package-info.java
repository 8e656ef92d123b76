/** The demand side and the placements: seats, deals, advertisers and their creatives. */
package io.bidlake.generator.market;
