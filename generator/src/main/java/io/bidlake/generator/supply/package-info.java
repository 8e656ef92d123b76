/**
 * The supply side: publishers with their pages, apps and screens, and the devices that show them.
 */
package io.bidlake.generator.supply;
