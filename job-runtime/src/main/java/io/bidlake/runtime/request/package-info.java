/** All events of a request, their state, and what tables of windows do not count. */
package io.bidlake.runtime.request;
