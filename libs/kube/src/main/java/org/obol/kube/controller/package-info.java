/**
 * Runs reconcilers: keys wait in a queue, one pass at a time per key, with back-off,
 * metrics and leader election.
 */
@NullMarked
package org.obol.kube.controller;

import org.jspecify.annotations.NullMarked;
