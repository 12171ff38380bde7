import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Makes the slim jar's bill of materials from that of the jar with everything: without the libraries
 * of some groups, which a cluster brings.
 *
 * <p>Arguments: the file to read, the file to write, and the groups to leave out.
 */
final class SlimSbom {

  public static void main(String[] arguments) throws IOException {
    ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    ObjectNode sbom = (ObjectNode) json.readTree(Path.of(arguments[0]).toFile());
    List<String> groups = List.of(arguments).subList(2, arguments.length);
    Set<String> gone = new HashSet<>();
    drop(
        sbom.get("components"),
        library ->
            groups.contains(library.get("group").asText())
                && gone.add(library.get("bom-ref").asText()));
    if (gone.size() < groups.size()) {
      throw new IllegalStateException("Not all of " + groups + " are in " + arguments[0]);
    }
    drop(sbom.get("dependencies"), library -> gone.contains(library.get("ref").asText()));
    sbom.get("dependencies")
        .forEach(
            library -> drop(library.path("dependsOn"), other -> gone.contains(other.asText())));
    Files.writeString(Path.of(arguments[1]), json.writeValueAsString(sbom) + "\n");
  }

  private static void drop(JsonNode array, Predicate<JsonNode> what) {
    for (Iterator<JsonNode> left = array.iterator(); left.hasNext(); ) {
      if (what.test(left.next())) {
        left.remove();
      }
    }
  }
}
