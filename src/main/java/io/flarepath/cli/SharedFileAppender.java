package io.flarepath.cli;

import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import org.apache.logging.log4j.core.Layout;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/**
 * Writes each event to the current file of a folder, at once and as a whole: processes that write
 * the same file neither lose nor tear each other's lines. A line that cannot be written is dropped,
 * since a full disk is no reason for a run to fail before its work does.
 */
final class SharedFileAppender extends AbstractAppender {

  /** Of an event that is longer, the rest is left out; in bytes. */
  static final int LONGEST = 1_000_000;

  /** How often it is seen whether the day is over, or the file is gone; in milliseconds. */
  private static final long BETWEEN_LOOKS = 1_000;

  private static final Set<StandardOpenOption> APPENDING =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND, StandardOpenOption.WRITE);

  private final LogFolder folder;
  private Optional<Open> open = Optional.empty();
  private long lookedAt;

  private record Open(Path path, FileChannel channel) {}

  SharedFileAppender(LogFolder folder, Layout<? extends Serializable> layout) {
    super("file", null, layout, true, Property.EMPTY_ARRAY);
    this.folder = folder;
  }

  /**
   * Writes an event. Its text is made before the file is locked: what is logged may be a plan that
   * Spark makes only now, with the help of threads that log, too.
   */
  @Override
  public void append(LogEvent event) {
    write(getLayout().toByteArray(event));
  }

  private synchronized void write(byte[] event) {
    byte[] line = cut(event);
    // A channel is closed if the thread that writes is interrupted, as tasks that end early are.
    boolean isInterrupted = Thread.interrupted();
    try {
      append(line);
    } catch (ClosedByInterruptException meanwhile) {
      isInterrupted = Thread.interrupted();
      close();
      again(line);
    } catch (IOException e) {
      close();
    } finally {
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void again(byte[] line) {
    try {
      append(line);
    } catch (IOException e) {
      close();
    }
  }

  private void append(byte[] line) throws IOException {
    FileChannel channel = file(line.length, System.nanoTime() / 1_000_000);
    ByteBuffer bytes = ByteBuffer.wrap(line);
    while (bytes.hasRemaining()) { // One call, unless the disk is full.
      channel.write(bytes);
    }
  }

  private FileChannel file(int more, long now) throws IOException {
    if (open.isPresent() && mayGoOn(open.get(), more, now)) {
      return open.get().channel();
    }
    close();
    Files.createDirectories(folder.folder());
    Path path = folder.current(more);
    FileChannel channel = FileChannel.open(path, APPENDING);
    open = Optional.of(new Open(path, channel));
    lookedAt = now;
    folder.removeOldest();
    return channel;
  }

  private boolean mayGoOn(Open file, int more, long now) throws IOException {
    if (!file.channel().isOpen() || file.channel().size() + more > LogFolder.FULL) {
      return false;
    }
    if (now - lookedAt < BETWEEN_LOOKS) {
      return true;
    }
    lookedAt = now;
    return folder.isOfToday(file.path()) && Files.exists(file.path(), LinkOption.NOFOLLOW_LINKS);
  }

  private static byte[] cut(byte[] line) {
    if (line.length <= LONGEST) {
      return line;
    }
    String rest = "… (%,d more bytes)%n".formatted(line.length - LONGEST);
    ByteBuffer cut = ByteBuffer.allocate(LONGEST + rest.getBytes(StandardCharsets.UTF_8).length);
    return cut.put(line, 0, LONGEST).put(rest.getBytes(StandardCharsets.UTF_8)).array();
  }

  private void close() {
    try {
      if (open.isPresent()) {
        open.get().channel().close();
      }
    } catch (IOException e) {
      // Nothing is kept back.
    }
    open = Optional.empty();
  }

  @Override
  public synchronized void stop() {
    super.stop();
    close();
  }
}
