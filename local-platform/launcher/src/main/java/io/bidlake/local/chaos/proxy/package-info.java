/** Network faults: a proxy in front of an HTTP server. */
package io.bidlake.local.chaos.proxy;
