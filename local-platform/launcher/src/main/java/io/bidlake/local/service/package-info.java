/** The servers one by one: how each is started, and its health check. */
package io.bidlake.local.service;
