/** What pools are made of: tables among the resources, encoded texts, weights and dice. */
package io.bidlake.generator.pool;
