package io.flarepath.settings.hocon;

/**
 * One setting, described once.
 *
 * @param name its name inside its block
 * @param type what values it takes
 * @param doc what it is for, one sentence
 */
record Setting<T>(String name, ValueType<T> type, String doc) {}
