/** The main class of the server that belongs to Bidlake. */
package io.bidlake.local.server;
