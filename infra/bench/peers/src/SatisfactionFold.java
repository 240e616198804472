import static org.apache.kafka.streams.CloseOptions.GroupMembershipOperation.LEAVE_GROUP;
import static org.apache.kafka.streams.StreamsConfig.*;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.Stores;

/**
 * The fold of satisfaction alone, exactly once, into a state store with its changelog. Ends when everything is committed, and
 * prints how long that took from the moment when `warm` events were.
 * Arguments: brokers, topic, application id, folder of the state, catalogue of scores, total, warm, threads, commit interval ms.
 */
public final class SatisfactionFold {
  private static final String STORE = "satisfaction";

  private SatisfactionFold() {}

  public static void main(String[] args) throws Exception {
    String id = args[2];
    long total = Long.parseLong(args[5]);
    long warm = Long.parseLong(args[6]);
    Scores scores = new Scores(args[4]);
    Properties settings = new Properties();
    settings.put(APPLICATION_ID_CONFIG, id);
    settings.put(BOOTSTRAP_SERVERS_CONFIG, args[0]);
    settings.put(STATE_DIR_CONFIG, args[3]);
    settings.put(PROCESSING_GUARANTEE_CONFIG, EXACTLY_ONCE_V2);
    settings.put(NUM_STREAM_THREADS_CONFIG, args[7]);
    settings.put(COMMIT_INTERVAL_MS_CONFIG, args[8]);
    settings.put(STATESTORE_CACHE_MAX_BYTES_CONFIG, 64 << 20);
    settings.put(REPLICATION_FACTOR_CONFIG, 1);
    settings.put(consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    settings.put(consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 4000);

    try (Admin admin = Admin.create(settings)) {
      KafkaStreams streams = new KafkaStreams(topology(args[1], scores).build(), settings);
      streams.start();
      long began = 0;
      long from = 0;
      long done = 0;
      while (done < total) {
        Thread.sleep(20);
        if (streams.state() == KafkaStreams.State.ERROR) throw new IllegalStateException("the streams stopped");
        done = committed(admin, id);
        if (began == 0 && done > warm) {
          began = System.nanoTime();
          from = done;
        }
      }
      double ms = (System.nanoTime() - began) / 1e6;
      System.out.printf("{\"units\":%d,\"ms\":%.1f,%s}%n", total - from, ms, means(streams, scores));
      streams.close(CloseOptions.groupMembershipOperation(LEAVE_GROUP));
      admin.deleteConsumerGroups(List.of(id)).all().get();
    }
  }

  private static StreamsBuilder topology(String topic, Scores scores) {
    StreamsBuilder builder = new StreamsBuilder();
    builder.addStateStore(
        Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(STORE), Serdes.String(), Sums.SERDE).withCachingEnabled());
    builder.stream(topic, Consumed.with(Serdes.String(), Serdes.ByteArray())).process(() -> new Fold(scores), STORE);
    return builder;
  }

  private static long committed(Admin admin, String group) throws Exception {
    return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().values().stream()
        .filter(place -> place != null)
        .mapToLong(place -> place.offset())
        .sum();
  }

  /** How many customers there are, and their mean now: what ours has to come to as well. */
  private static String means(KafkaStreams streams, Scores scores) {
    long now = System.currentTimeMillis();
    long customers = 0;
    double sum = 0;
    try (var all = streams.store(StoreQueryParameters.fromNameAndType(STORE, QueryableStoreTypes.<String, Sums>keyValueStore())).all()) {
      while (all.hasNext()) {
        sum += all.next().value.satisfactionAt(now, scores);
        customers++;
      }
    }
    return String.format("\"customers\":%d,\"mean\":%.6f", customers, sum / customers);
  }

  private static final class Fold implements Processor<String, byte[], Void, Void> {
    private final Scores scores;
    private KeyValueStore<String, Sums> store;

    Fold(Scores scores) {
      this.scores = scores;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
      store = context.getStateStore(STORE);
    }

    @Override
    public void process(Record<String, byte[]> record) {
      Double score = scores.of(header(record.headers(), "ce_type"), record.value());
      if (score == null) return;
      Sums sums = store.get(record.key());
      long at = Instant.parse(header(record.headers(), "ce_time")).toEpochMilli();
      store.put(record.key(), (sums == null ? Sums.NONE : sums).add(score, at, scores));
    }

    private static String header(Headers headers, String name) {
      return new String(headers.lastHeader(name).value(), StandardCharsets.UTF_8);
    }
  }
}
