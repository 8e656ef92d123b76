/**
 * Adtech rules without a dependency on Flink: traffic quality, currencies, countries, device
 * categories.
 */
package io.bidlake.domain;
