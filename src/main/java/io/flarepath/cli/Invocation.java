package io.flarepath.cli;

/** What the arguments ask for. */
public record Invocation(Globals globals, Command command) {}
