/** A network that can be made bad: a proxy before an HTTP server. */
package io.bidlake.local.chaos.proxy;
