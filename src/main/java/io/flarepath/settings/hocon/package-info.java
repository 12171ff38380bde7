/**
 * Turns the text of settings files into settings, with every problem located. The only room that
 * knows HOCON; must not know what the settings are used for.
 */
@NullMarked
package io.flarepath.settings.hocon;

import org.jspecify.annotations.NullMarked;
