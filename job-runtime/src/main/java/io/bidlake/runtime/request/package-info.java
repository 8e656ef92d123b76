/**
 * Processing of the events of a request: their state, and the events that windowed tables do not
 * count.
 */
package io.bidlake.runtime.request;
