/** All servers and jobs together: started, supervised, stopped. */
package io.bidlake.local.platform;
