/** What a platform is told: folders, ports, addresses, and where the built project lies. */
package io.bidlake.local.config;
