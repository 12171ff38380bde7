package io.flarepath.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flarepath.diagnostic.Code;
import java.util.ArrayList;
import java.util.List;

/** Reads in a run's record, which {@link RunJson} has written, what an audit rejected. */
public final class RejectionJson {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private RejectionJson() {}

  /** The messages of a job's rejections; none in what is no record. */
  public static List<String> of(String record, String job) {
    List<String> messages = new ArrayList<>();
    try {
      for (JsonNode each : MAPPER.readTree(record).path("jobs")) {
        if (each.path("name").asText().equals(job)) {
          each.path("diagnostics").forEach(said -> add(said, messages));
        }
      }
    } catch (JsonProcessingException noRecord) {
      return List.of();
    }
    return messages;
  }

  private static void add(JsonNode said, List<String> messages) {
    if (said.path("code").asText().equals(Code.AUDIT_REJECTED.number())) {
      messages.add(said.path("message").asText());
    }
  }
}
