package io.flarepath.plan;

/** Who may say what a job's time zone is; a later one wins. */
public enum ZoneOrigin {
  DEFAULT("the default"),
  TIME_ZONE("`flarepath.run.time-zone`"),
  SPARK_SETTINGS("`flarepath.spark`"),
  WORKFLOW("`sparkConf`"),
  SUBMITTED("`spark-submit`");

  private final String words;

  ZoneOrigin(String words) {
    this.words = words;
  }

  /** The place, as people write it. */
  public String words() {
    return words;
  }
}
