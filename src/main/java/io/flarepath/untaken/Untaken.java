package io.flarepath.untaken;

/**
 * The rows of one incremental input that no window takes.
 *
 * @param input the input's name
 * @param source where its rows are, for people
 * @param asked what was asked of it
 */
public record Untaken(String input, String source, Question asked, Counts counts) {}
