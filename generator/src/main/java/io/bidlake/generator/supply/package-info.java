/**
 * What is sold: publishers with their pages, apps and screens, and the devices they are seen on.
 */
package io.bidlake.generator.supply;
