/** Mains of the servers that are our own. */
package io.bidlake.local.server;
