import java.nio.ByteBuffer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** The decayed sums of a customer at a moment (epoch milliseconds): 24 bytes in the store and its changelog. */
record Sums(double weight, double balance, long at) {
  static final Sums NONE = new Sums(0, 0, 0);
  static final Serde<Sums> SERDE =
      Serdes.serdeFrom((topic, sums) -> sums == null ? null : sums.bytes(), (topic, bytes) -> bytes == null ? null : from(bytes));

  Sums add(double score, long occurredAt, Scores scores) {
    long later = Math.max(at, occurredAt);
    double before = scores.faded(later - at);
    double added = scores.weightOf(score) * scores.faded(later - occurredAt);
    return new Sums(weight * before + added, balance * before + added * score, later);
  }

  double satisfactionAt(long moment, Scores scores) {
    double left = scores.faded(moment - at);
    return 50 * (1 + left * balance / (1 + left * weight));
  }

  private byte[] bytes() {
    return ByteBuffer.allocate(24).putDouble(weight).putDouble(balance).putLong(at).array();
  }

  private static Sums from(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new Sums(buffer.getDouble(), buffer.getDouble(), buffer.getLong());
  }
}
