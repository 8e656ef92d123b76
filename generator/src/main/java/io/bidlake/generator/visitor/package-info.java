/** Who sees an ad: device, place, ids, and what the law and the visitor allow to be said. */
package io.bidlake.generator.visitor;
