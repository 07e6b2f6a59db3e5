/**
 * Reads and writes Agents, ServiceOffers and what an offer needs beside it, in the
 * cluster.
 */
@NullMarked
package org.obol.shell.cluster;

import org.jspecify.annotations.NullMarked;
