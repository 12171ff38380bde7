package io.flarepath.fire;

import java.io.IOException;
import org.apache.iceberg.hadoop.HadoopFileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;

/** Iceberg's usual files, with a gate before each is made and after each is written. */
public final class FireIO extends HadoopFileIO {

  @Override
  public OutputFile newOutputFile(String path) {
    Gate gate = Gate.named(properties().getOrDefault(FireCatalog.GATE, ""));
    return new Gated(super.newOutputFile(path), gate);
  }

  private static Point written(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    if (name.contains(".metadata.json")) {
      return FireOperations.COMMIT.get().written;
    }
    if (name.startsWith("snap-")) {
      return Point.MANIFEST_LIST_WRITTEN;
    }
    return name.endsWith(".avro") ? Point.MANIFEST_WRITTEN : Point.DATA_FILE_WRITTEN;
  }

  private record Gated(OutputFile file, Gate gate) implements OutputFile {

    @Override
    public PositionOutputStream create() {
      opening();
      return new GatedStream(file.create(), gate, written(location()));
    }

    @Override
    public PositionOutputStream createOrOverwrite() {
      opening();
      return new GatedStream(file.createOrOverwrite(), gate, written(location()));
    }

    private void opening() {
      gate.reach(Point.FILE_OPENED);
      if (written(location()) == Point.DATA_FILE_WRITTEN) {
        gate.reach(Point.DATA_FILE_OPENED);
      }
    }

    @Override
    public String location() {
      return file.location();
    }

    @Override
    public InputFile toInputFile() {
      return file.toInputFile();
    }
  }

  private static final class GatedStream extends PositionOutputStream {

    private final PositionOutputStream stream;
    private final Gate gate;
    private final Point written;
    private boolean isOpen = true;

    GatedStream(PositionOutputStream stream, Gate gate, Point written) {
      this.stream = stream;
      this.gate = gate;
      this.written = written;
    }

    @Override
    public void close() throws IOException {
      stream.close();
      if (isOpen) {
        isOpen = false;
        gate.reach(written);
      }
    }

    @Override
    public long getPos() throws IOException {
      return stream.getPos();
    }

    @Override
    public long storedLength() throws IOException {
      return stream.storedLength();
    }

    @Override
    public void write(int b) throws IOException {
      stream.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      stream.write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
      stream.flush();
    }
  }
}
