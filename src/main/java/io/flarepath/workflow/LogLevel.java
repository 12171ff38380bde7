package io.flarepath.workflow;

/** How much the engine writes into its log. */
public enum LogLevel {
  TRACE,
  DEBUG,
  INFO,
  WARN,
  ERROR,
  FATAL,
  OFF,
  ALL
}
