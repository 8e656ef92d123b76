/** A database of the places of the generator's IP addresses, for demonstrations and tests. */
package io.bidlake.generator.geo;
