/**
 * The main job, typed out: provision an agent, offer it, buy one answer, check that the
 * money moved.
 */
@NullMarked
package org.obol.local.stack.demo;

import org.jspecify.annotations.NullMarked;
