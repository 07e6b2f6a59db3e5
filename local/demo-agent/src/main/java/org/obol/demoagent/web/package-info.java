/** What the three services share over HTTP: health, and errors as JSON. */
@NullMarked
package org.obol.demoagent.web;

import org.jspecify.annotations.NullMarked;
