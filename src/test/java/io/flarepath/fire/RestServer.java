package io.flarepath.fire;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.rest.CatalogHandlers;
import org.apache.iceberg.rest.RESTCatalogProperties.SnapshotMode;
import org.apache.iceberg.rest.RESTSerializers;
import org.apache.iceberg.rest.requests.CreateNamespaceRequest;
import org.apache.iceberg.rest.requests.CreateTableRequest;
import org.apache.iceberg.rest.requests.UpdateTableRequest;
import org.apache.iceberg.rest.responses.ConfigResponse;
import org.apache.iceberg.rest.responses.ErrorResponse;
import org.apache.iceberg.rest.responses.ErrorResponseParser;
import org.apache.iceberg.shaded.com.fasterxml.jackson.annotation.JsonAutoDetect;
import org.apache.iceberg.shaded.com.fasterxml.jackson.annotation.PropertyAccessor;
import org.apache.iceberg.shaded.com.fasterxml.jackson.databind.DeserializationFeature;
import org.apache.iceberg.shaded.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.iceberg.shaded.com.fasterxml.jackson.databind.PropertyNamingStrategies;

/**
 * A REST catalog in a process of its own: Iceberg's own handlers, which check what a commit
 * requires, behind the JDK's web server, on a SQLite catalog. It listens to this machine only.
 */
public final class RestServer {

  private final JdbcCatalog catalog = new JdbcCatalog();
  private final ObjectMapper json = new ObjectMapper();

  private RestServer(Path folder) {
    catalog.initialize("rest", Arena.catalog(folder));
    json.setVisibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY);
    json.configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);
    json.setPropertyNamingStrategy(new PropertyNamingStrategies.KebabCaseStrategy());
    RESTSerializers.registerAll(json);
  }

  /** Arguments: its folder, and a file for the port that it found. */
  public static void main(String[] arguments) throws IOException {
    RestServer server = new RestServer(Path.of(arguments[0]));
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    http.createContext("/", server::answer);
    http.setExecutor(Executors.newFixedThreadPool(8));
    http.start();
    Path port = Path.of(arguments[1]);
    Path whole = port.resolveSibling("port.tmp");
    Files.writeString(whole, Integer.toString(http.getAddress().getPort()));
    Files.move(whole, port);
  }

  private void answer(HttpExchange exchange) throws IOException {
    int status = 200;
    String body;
    try {
      Optional<Object> answer =
          answer(
              exchange,
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      body = answer.isPresent() ? json.writeValueAsString(answer.get()) : "";
      status = answer.isPresent() ? 200 : 204;
    } catch (RuntimeException e) {
      status = status(e);
      body = error(status, e);
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    boolean hasBody = bytes.length > 0 && !exchange.getRequestMethod().equals("HEAD");
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, hasBody ? bytes.length : -1);
    if (hasBody) {
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }

  private Optional<Object> answer(HttpExchange exchange, String body) throws IOException {
    String[] path = exchange.getRequestURI().getRawPath().substring(1).split("/", -1);
    String route = exchange.getRequestMethod() + " " + String.join("/", route(path));
    Map<String, String> query = query(exchange);
    return switch (route) {
      case "GET v1/config" -> Optional.of(ConfigResponse.builder().build());
      case "GET v1/namespaces" ->
          Optional.of(CatalogHandlers.listNamespaces(catalog, Namespace.empty()));
      case "POST v1/namespaces" ->
          Optional.of(
              CatalogHandlers.createNamespace(
                  catalog, json.readValue(body, CreateNamespaceRequest.class)));
      case "GET v1/namespaces/N", "HEAD v1/namespaces/N" ->
          Optional.of(CatalogHandlers.loadNamespace(catalog, namespace(path)));
      case "GET v1/namespaces/N/tables" ->
          Optional.of(CatalogHandlers.listTables(catalog, namespace(path)));
      case "POST v1/namespaces/N/tables" -> {
        CreateTableRequest request = json.readValue(body, CreateTableRequest.class);
        yield Optional.of(
            request.stageCreate()
                ? CatalogHandlers.stageTableCreate(catalog, namespace(path), request)
                : CatalogHandlers.createTable(catalog, namespace(path), request));
      }
      case "GET v1/namespaces/N/tables/T", "HEAD v1/namespaces/N/tables/T" ->
          Optional.of(CatalogHandlers.loadTable(catalog, table(path), SnapshotMode.ALL));
      case "POST v1/namespaces/N/tables/T" ->
          Optional.of(
              CatalogHandlers.updateTable(
                  catalog, table(path), json.readValue(body, UpdateTableRequest.class)));
      case "DELETE v1/namespaces/N/tables/T" -> {
        if (Boolean.parseBoolean(query.getOrDefault("purgeRequested", "false"))) {
          CatalogHandlers.purgeTable(catalog, table(path));
        } else {
          CatalogHandlers.dropTable(catalog, table(path));
        }
        yield Optional.empty();
      }
      // Numbers of scans and commits that clients send, for whoever collects them.
      case "POST v1/namespaces/N/tables/T/metrics" -> Optional.empty();
      default -> throw new UnsupportedOperationException(route);
    };
  }

  private static String[] route(String[] path) {
    String[] route = path.clone();
    if (route.length > 2) {
      route[2] = "N";
    }
    if (route.length > 4) {
      route[4] = "T";
    }
    return route;
  }

  private static Namespace namespace(String[] path) {
    return Namespace.of(decoded(path[2]).split("\u001f", -1));
  }

  private static TableIdentifier table(String[] path) {
    return TableIdentifier.of(namespace(path), decoded(path[4]));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static Map<String, String> query(HttpExchange exchange) {
    Map<String, String> query = new HashMap<>();
    String text = Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("");
    for (String part : text.split("&", -1)) {
      String[] pair = part.split("=", 2);
      query.put(pair[0], pair.length > 1 ? pair[1] : "");
    }
    return query;
  }

  private static int status(RuntimeException e) {
    if (e instanceof NoSuchTableException || e instanceof NoSuchNamespaceException) {
      return 404;
    }
    if (e instanceof AlreadyExistsException || e instanceof CommitFailedException) {
      return 409;
    }
    return e instanceof UnsupportedOperationException ? 406 : 500;
  }

  private static String error(int status, RuntimeException e) {
    return ErrorResponseParser.toJson(
        ErrorResponse.builder()
            .responseCode(status)
            .withType(e.getClass().getSimpleName())
            .withMessage(Optional.ofNullable(e.getMessage()).orElse(""))
            .build());
  }
}
