/** The events of a request, kept on disk until they are counted. */
package io.bidlake.verify.events;
