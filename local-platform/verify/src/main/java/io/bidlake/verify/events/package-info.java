/** The events of a request, kept in temporary files until they are counted. */
package io.bidlake.verify.events;
