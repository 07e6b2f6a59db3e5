/**
 * Plain requests to the API server, for what the typed client sends wrongly or not at
 * all.
 */
@NullMarked
package org.obol.local.kubernetes.rest;

import org.jspecify.annotations.NullMarked;
