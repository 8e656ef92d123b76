/** Main classes of the servers that belong to Bidlake. */
package io.bidlake.local.server;
