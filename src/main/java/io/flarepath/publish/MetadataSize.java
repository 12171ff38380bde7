package io.flarepath.publish;

/**
 * How much metadata a table has, which each of its commits reads and writes.
 *
 * @param bytes the size of the current metadata file
 * @param snapshots how many it lists
 * @param manifests how many the newest snapshot of main has
 * @param manifestBytes their size together
 */
public record MetadataSize(long bytes, int snapshots, int manifests, long manifestBytes) {}
