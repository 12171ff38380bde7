package io.flarepath.connector;

/** Rows that Flare makes up for trials; nothing is known that brings it elsewhere. */
final class Datagen implements Format {

  @Override
  public String word() {
    return "datagen";
  }

  @Override
  public String source() {
    return "datagen";
  }

  @Override
  public Place place() {
    return Place.OPTIONS;
  }

  @Override
  public boolean isWritable() {
    return false;
  }
}
