/** Starts, supervises and stops all servers and jobs. */
package io.bidlake.local.platform;
