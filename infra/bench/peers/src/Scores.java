import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** What an event says about how satisfied a customer is, by the same catalogue as the analytics service. */
final class Scores {
  private final ObjectMapper json = new ObjectMapper();
  private final Map<String, Double> scores = new HashMap<>();
  private final double badWeight;
  private final double halfLifeMs;

  Scores(String file) throws IOException {
    JsonNode catalogue = json.readTree(new File(file));
    badWeight = catalogue.get("badWeight").asDouble();
    halfLifeMs = catalogue.get("halfLifeDays").asDouble() * 86_400_000;
    catalogue.get("scores").forEach(row -> scores.put(row.get("kind").asText(), row.get("score").asDouble()));
  }

  /** From -1 to 1; null where the event says nothing. */
  Double of(String type, byte[] data) {
    try {
      JsonNode event = json.readTree(data);
      return switch (type) {
        case "FeedbackGiven" -> scores.get(event.path("survey").asText() + "." + event.path("score").asInt());
        case "InteractionRecorded" -> scores.get(kindOf(event));
        default -> null;
      };
    } catch (IOException notJson) {
      throw new IllegalArgumentException(notJson);
    }
  }

  private static String kindOf(JsonNode contact) {
    int handOvers = contact.path("handOvers").asInt();
    boolean solved = contact.path("direction").asText().equals("inbound") && contact.path("outcome").asText().equals("solved");
    return solved && handOvers == 0 ? "solvedInOneContact" : handOvers >= 2 ? "secondHandOver" : "";
  }

  double weightOf(double score) {
    return score < 0 ? badWeight : 1;
  }

  /** What is left of a weight after so many milliseconds. */
  double faded(double ms) {
    return Math.pow(2, -ms / halfLifeMs);
  }
}
