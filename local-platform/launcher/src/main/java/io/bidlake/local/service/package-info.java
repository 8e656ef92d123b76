/** The servers one by one: how each is started and how we know that it serves. */
package io.bidlake.local.service;
