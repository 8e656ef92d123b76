/** How texts of senders are understood. */
package io.bidlake.verify.sender;
