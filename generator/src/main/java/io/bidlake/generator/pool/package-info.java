/**
 * Building blocks of the generator: resource tables, encoded texts, weighted choices and random
 * numbers.
 */
package io.bidlake.generator.pool;
