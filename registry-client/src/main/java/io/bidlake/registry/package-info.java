/** Client of the schema registry, and its wire format. */
package io.bidlake.registry;
