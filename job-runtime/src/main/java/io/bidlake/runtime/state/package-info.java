/** Compact forms of ids, numbers and texts in state and on the network. */
package io.bidlake.runtime.state;
