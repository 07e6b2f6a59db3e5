/** What a command says: for people as text and tables, for programs as JSON. */
@NullMarked
package org.obol.shell.output;

import org.jspecify.annotations.NullMarked;
