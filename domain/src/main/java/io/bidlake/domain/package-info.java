/** What adtech knows, without Flink: traffic quality, currencies, device categories. */
package io.bidlake.domain;
