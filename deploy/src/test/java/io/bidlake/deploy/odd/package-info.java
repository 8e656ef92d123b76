/** Events on which the jobs and {@code verify} must agree, each by rules of its own. */
package io.bidlake.deploy.odd;
