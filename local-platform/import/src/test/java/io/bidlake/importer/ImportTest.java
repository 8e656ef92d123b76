package io.bidlake.importer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.importer.ImportedFiles.Mishap;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportTest {

  private static final String NOTICE =
      "2026-03-01T00:00:01Z https://notice.bidlake.example/bill?a=%s&b=r&i=1&s=s&p=1.5&c=USD&n=&cr=&d=";

  @TempDir private Path folder;

  @Test
  void sendsRequestsResponsesAndNoticesToTheirTopicsInTheirOrder() throws IOException {
    Path file =
        file("mixed", request("a", 1), NOTICE.formatted("a"), response("a"), "", request("b", 2));

    ImportedFiles imported = ImportedFiles.of(file);

    assertThat(imported.records())
        .extracting(it -> it.substring(0, it.lastIndexOf(' ')))
        .containsExactly(
            "bid-requests 1000 a".replace("1000", "1772323201000"),
            "impressions 1772323201000 a",
            "notices 1772323201000 a",
            "bid-responses 1772323209000 a",
            "bid-requests 1772323202000 b");
    assertThat(imported.status).isZero();
    assertThat(imported.out).contains("documents", "bid-requests", "rows by table");
  }

  @Test
  void goesOnAtTheNextLineAfterOneThatIsNoJson() throws IOException {
    Path file =
        file(
            "x",
            request("a", 1),
            "{\"id\": \"b",
            NOTICE.formatted("a"),
            "{\"id\"",
            request("c", 2));

    ImportedFiles imported = ImportedFiles.of(file);

    assertThat(topics(imported))
        .containsExactly("bid-requests", "impressions", "notices", "bid-requests");
    assertThat(imported.out).contains(file + ":2: MALFORMED", file + ":4: MALFORMED");
    assertThat(imported.status).isEqualTo(1);
  }

  @Test
  void importsFoldersInTheirOrderWithoutHiddenFiles() throws IOException {
    Files.createDirectories(folder.resolve("f/below"));
    file("f/b", request("b", 1));
    file("f/a", request("a", 1));
    file("f/below/.c", request("c", 1));
    file("f/below/d", request("d", 1));
    file("f/.e", request("e", 1));

    assertThat(keys(ImportedFiles.of(folder.resolve("f")))).containsExactly("a", "b", "d");
  }

  @Test
  void followsLinksButNotRoundAndRound() throws IOException {
    Path below = Files.createDirectories(folder.resolve("f/below"));
    file("f/a", request("a", 1));
    file("elsewhere", request("b", 1));
    Files.createSymbolicLink(below.resolve("b"), folder.resolve("elsewhere"));
    Path round = Files.createSymbolicLink(below.resolve("up"), folder.resolve("f"));

    ImportedFiles imported = ImportedFiles.of(folder.resolve("f"));

    assertThat(keys(imported)).containsExactly("a", "b");
    assertThat(imported.err).contains(round + ": a link to a folder that it is in, not followed");
    assertThat(imported.status).isEqualTo(1);
  }

  @Test
  void readsANamedPipe() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Path file = file("x", request("a", 1), request("b", 1));
    Process writer =
        new ProcessBuilder("sh", "-c", "cat \"$0\" > \"$1\"", file.toString(), pipe.toString())
            .start();

    assertThat(keys(ImportedFiles.of(pipe))).containsExactly("a", "b");
    assertThat(writer.waitFor()).isZero();
  }

  @Test
  void sendsTheSameBytesWhenAFileIsImportedTwice() throws IOException {
    Path file = file("x", many(3_000));
    List<String> first = ImportedFiles.of(file).records();

    assertThat(ImportedFiles.of("--threads", 1, file).records()).hasSize(3_000).isEqualTo(first);
  }

  @Test
  void aDryRunSendsNothingAndNotesNothing() throws IOException {
    Path file = file("x", request("a", 1), "oops");
    Path notes = folder.resolve("notes");

    ImportedFiles imported = ImportedFiles.of("--dry-run", file, "--progress", notes);

    assertThat(imported.sent).isEmpty();
    assertThat(notes).doesNotExist();
    assertThat(imported.out).contains("dry run", file + ":2: UNKNOWN_EVENT");
    assertThat(imported.status).isEqualTo(1);
  }

  @Test
  void aDryRunTellsWhatBecomesOfDocumentsWithoutTime() throws IOException {
    String request = "{\"id\":\"a\",\"tmax\":\"soon\",\"imp\":[{\"id\":\"1\"}]}";
    Path file = file("x", request("a", 1), request, request);

    ImportedFiles imported = ImportedFiles.of("--dry-run", file);

    assertThat(report(imported))
        .contains(
            "bid-requests 3",
            "tmax 2 first: " + file + ":2",
            "events without a time 2 first: " + file + ":2")
        .noneMatch(line -> line.contains("MISSING_FIELD"))
        .anyMatch(line -> line.contains("--time-from says where it is"));
    assertThat(imported.status).isEqualTo(1);
    assertThat(ImportedFiles.of("--dry-run", "--time-from", "now", file).status).isZero();
  }

  @Test
  void tellsWhichRequestsAreKeptOutOfBidRequests() throws IOException {
    String test =
        "{\"ts\":1772323201,\"id\":\"a\",\"test\":1,\"imp\":[{\"id\":\"1\"},{\"id\":\"2\"}]}";
    Path file = file("x", request("a", 1), test, "{\"ts\":1772323201,\"id\":\"b\",\"imp\":[]}");

    assertThat(report(ImportedFiles.of(file)))
        .contains("bid_requests 1", "bid_requests_enriched 4", "TEST_TRAFFIC 1", "MISSING_IMP 1");
  }

  @Test
  void showsEachErrorOnceAndCountsTheOthers() throws IOException {
    String[] lines = new String[30_000];
    Arrays.fill(lines, "{\"ts\":1772323209,\"seatbid\":[]}".replace("[]", "[{\"bid\":[{}]}]"));
    lines[20_000] = "{\"ts\":\"soon\",\"id\":\"x\",\"imp\":[]}";
    for (int i = 1; i <= 7; i++) {
      lines[20_000 + i] = "line " + i;
    }
    Path file = file("x", lines);

    assertThat(report(ImportedFiles.of(file)))
        .contains(
            file + ":1: MISSING_FIELD: a bid has no impid (and 29,991 more)",
            file + ":20001: INVALID_FIELD: ts is no time: \"soon\"",
            file + ":20006: UNKNOWN_EVENT: no notice template fits line 5",
            "others 2");
  }

  @Test
  void aStopGoesOnWhereItWas() throws IOException {
    Path file = file("x", many(9_000));
    Path notes = folder.resolve("state/notes.json");

    ImportedFiles first = ImportedFiles.with(new Mishap(700, 0), "--progress", notes, file);
    ImportedFiles second = ImportedFiles.of("--progress", notes, file);
    ImportedFiles third = ImportedFiles.of("--progress", notes, file);
    ImportedFiles again = ImportedFiles.of("--progress", notes, file, "--again");

    assertThat(first.err).contains("stopped; the same command continues");
    assertThat(first.sent.size()).isBetween(700, 8_000);
    assertThat(second.err).contains(file + ": continues at line ");
    assertThat(first.sent.size() + second.sent.size()).isEqualTo(9_000);
    assertThat(keys(second)).endsWith("8999");
    assertThat(third.sent).isEmpty();
    assertThat(third.err).contains("--again");
    assertThat(again.sent).hasSize(9_000);
  }

  @Test
  void aStopWithinGzipGoesOnAsWell() throws IOException {
    Path file = folder.resolve("x.gz");
    Files.write(file, gzip(lines(many(9_000))));
    Path notes = folder.resolve("notes.json");

    ImportedFiles first = ImportedFiles.with(new Mishap(700, 0), "--progress", notes, file);
    ImportedFiles second = ImportedFiles.of("--progress", notes, file);

    assertThat(first.sent.size() + second.sent.size()).isEqualTo(9_000);
    assertThat(keys(second)).endsWith("8999");
  }

  @Test
  void aFileThatHasChangedIsImportedFromItsBegin() throws IOException {
    Path notes = folder.resolve("notes.json");
    Path file = file("x", request("a", 1));
    ImportedFiles.of("--progress", notes, file);
    file("x", request("a", 1), request("b", 1));

    assertThat(keys(ImportedFiles.of("--progress", notes, file))).containsExactly("a", "b");
  }

  @Test
  void anotherKafkaHasNothingOfIt() throws IOException {
    Path notes = folder.resolve("notes.json");
    Path file = file("x", request("a", 1));
    ImportedFiles.of("--progress", notes, file);

    assertThat(
            ImportedFiles.of("--progress", notes, file, "--kafka.bootstrap-servers", "other:1")
                .sent)
        .hasSize(1);
  }

  @Test
  void saysWhichTopicTookNoRecordAndTriesItAgain() throws IOException {
    Path notes = folder.resolve("notes.json");
    Path file = file("x", many(50));

    ImportedFiles failed = ImportedFiles.with(new Mishap(0, 20), "--progress", notes, file);

    assertThat(failed.err).contains("topic bid-requests: no room");
    assertThat(failed.status).isEqualTo(1);
    assertThat(ImportedFiles.of("--progress", notes, file).sent).hasSize(50);
  }

  @Test
  void stopsAtADocumentWithoutTimeAndContinuesWhenItIsToldTheTime() throws IOException {
    Path good = file("good", many(5_000));
    String[] lines = many(15_000);
    lines[14_321] = "{\"id\":\"x\",\"imp\":[]}";
    Path bad = file("bad", lines);
    Path notes = folder.resolve("notes.json");

    ImportedFiles stopped = ImportedFiles.of("--progress", notes, good, bad);

    assertThat(stopped.sent.size()).isBetween(5_000, 19_321);
    assertThat(stopped.err)
        .contains(bad + ":14322: the document has no time; documents before it were sent.");
    assertThat(stopped.status).isEqualTo(1);

    ImportedFiles continued =
        ImportedFiles.of("--progress", notes, good, bad, "--time-from", "2026-03-01T00:00:00Z");

    assertThat(stopped.sent.size() + continued.sent.size()).isEqualTo(20_000);
    assertThat(continued.err).contains(bad + ": continues at line ");
    assertThat(continued.status).isZero();
  }

  @Test
  void takesTheTimeFromWhereItIsTold() throws IOException {
    String time = "2026-03-01T00:00:00Z";
    long millis = Instant.parse(time).toEpochMilli();
    Path plain =
        file(
            "plain-2026030100.json",
            "{\"id\":\"a\",\"imp\":[],\"ext\":{\"ts\":%d}}".formatted(millis));
    Path named = file("named", "{\"when\":\"%s\",\"id\":\"a\",\"imp\":[]}".formatted(time));
    Path pair =
        file(
            "pair",
            "{\"log\":{\"t\":\"%s\"},\"request\":{\"id\":\"a\",\"imp\":[]},\"response\":{\"seatbid\":[]}}"
                .formatted(time));

    assertThat(times("--time-from", "/ext/ts", plain)).containsExactly(millis);
    assertThat(times("--time-from", time, plain)).containsExactly(millis);
    assertThat(times("--time-from", "file-name:yyyyMMddHH", plain)).containsExactly(millis);
    assertThat(times("--time-from", "when", named)).containsExactly(millis);
    assertThat(
            times(
                "--time-from",
                "/0when",
                file("0", "{\"0when\":\"%s\",\"id\":\"a\",\"imp\":[]}".formatted(time))))
        .containsExactly(millis);
    assertThat(times("--time-from", "/log/t", pair)).containsExactly(millis, millis);
    assertThat(times("--time-from", "now", plain).get(0)).isGreaterThan(millis);
  }

  @Test
  void aDocumentsOwnTimeGoesBeforeTheOneThatIsTold() throws IOException {
    assertThat(times("--time-from", "2026-03-05T00:00:00Z", file("x", request("a", 1))))
        .containsExactly(1_772_323_201_000L);
  }

  @Test
  void aDocumentWhoseTimeIsNotThereIsADeadLetter() throws IOException {
    Path file = file("x", "{\"id\":\"a\",\"imp\":[]}", "{\"id\":\"b\",\"imp\":[],\"t\":\"soon\"}");

    ImportedFiles imported = ImportedFiles.of("--time-from", "t", file);

    assertThat(imported.out)
        .contains(file + ":1: MISSING_FIELD: no time where --time-from says (and 1 more)");
    assertThat(ImportedFiles.of("--time-from", "file-name:yyyy-MM-dd", file).err)
        .contains(file + ": its name has no time as --time-from says");
  }

  @Test
  void refusesTimesThatTheJobsRefuse() throws IOException {
    Path file = file("x", "{\"ts\":1000,\"id\":\"a\",\"imp\":[]}", request("b", 1));

    ImportedFiles imported = ImportedFiles.of(file);

    assertThat(imported.out).contains(file + ":1: IMPOSSIBLE_TIME: event time must be from 2000-");
    assertThat(keys(imported)).containsExactly("b");
  }

  @Test
  void refusesARecordThatKafkaDoesNotTake() throws IOException {
    String text = "x".repeat(2 << 20);
    Path file =
        file(
            "x",
            request("a", 1).replace("\"imp\"", "\"z\":\"" + text + "\",\"imp\""),
            request("b", 1));

    ImportedFiles imported = ImportedFiles.of(file);

    assertThat(imported.out).contains(file + ":1: TOO_LARGE");
    assertThat(keys(imported)).containsExactly("b");
    assertThat(ImportedFiles.of("--kafka.max.request.size", 4 << 20, file).sent).hasSize(2);
  }

  @Test
  void whatIsNoFileHasALineOfItsOwn() throws IOException {
    Path empty = file("empty");
    Path none = folder.resolve("none");
    Path good = file("good", request("a", 1));
    Path noGzip = folder.resolve("no.gz");
    Files.write(noGzip, new byte[] {0x1f, (byte) 0x8b, 1, 2});
    Path emptyFolder = Files.createDirectory(folder.resolve("folder"));

    ImportedFiles imported = ImportedFiles.of(none, empty, emptyFolder, noGzip, good);

    assertThat(imported.err)
        .contains(
            none + ": no such file",
            empty + ":1: no documents in it",
            emptyFolder + ": no files below this folder",
            noGzip + ": ");
    assertThat(imported.sent).hasSize(1);
    assertThat(imported.status).isEqualTo(1);
    assertThat(Inputs.reason(new AccessDeniedException("x"))).isEqualTo("no permission to read it");
  }

  @Test
  void takesWhatIsWholeBeforeTheCutOfGzip() throws IOException {
    byte[] one = gzip(lines(many(2_000)));
    byte[] all = concat(one, one);
    Path file = Files.write(folder.resolve("x.gz"), all);
    assertThat(ImportedFiles.of(file).sent).hasSize(4_000);
    int sent = 0;
    for (int cut : new int[] {one.length / 2, one.length + 3, all.length - 9, all.length - 8}) {
      Files.write(file, Arrays.copyOf(all, cut));

      ImportedFiles imported = ImportedFiles.of(file);

      assertThat(imported.err).contains(file + ": the gzip data is cut off, read up to line ");
      assertThat(imported.status).isEqualTo(1);
      assertThat(imported.sent.size()).isGreaterThan(sent);
      sent = imported.sent.size() - 1;
    }
    assertThat(sent).isEqualTo(3_999);
  }

  @Test
  void refusesADocumentOf200MegabytesAndGoesOn() throws IOException {
    Path file = folder.resolve("large.gz");
    byte[] megabyte = "x".repeat(1 << 20).getBytes(UTF_8);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write((request("a", 1) + "\n{\"id\":\"").getBytes(UTF_8));
      for (int i = 0; i < 200; i++) {
        out.write(megabyte);
      }
      out.write(("\"}\n" + request("b", 1)).getBytes(UTF_8));
    }

    ImportedFiles imported = ImportedFiles.of(file);

    assertThat(keys(imported)).containsExactly("a", "b");
    assertThat(imported.out).contains(file + ":2: MALFORMED: longer than 16,777,216 bytes");
  }

  @Test
  void refusesDeepNestingAndGoesOn() throws IOException {
    Path file =
        file("x", request("a", 1), "[".repeat(100_000), "{\"a\":".repeat(100_000), request("b", 1));

    ImportedFiles imported = ImportedFiles.of(file);

    assertThat(keys(imported)).contains("a", "b");
    assertThat(imported.out).contains(file + ":2: ");
    assertThat(imported.status).isEqualTo(1);
  }

  @Test
  void holdsTheRate() throws IOException {
    Path file = file("x", many(40));
    long began = System.nanoTime();

    assertThat(ImportedFiles.of("--rate", 200, file).sent).hasSize(40);

    assertThat(System.nanoTime() - began).isGreaterThan(150_000_000L);
  }

  @Test
  void refusesWhatCannotBeSet() throws IOException {
    Path file = file("x", request("a", 1));

    assertThat(ImportedFiles.of().err).contains("no files are given");
    assertThat(ImportedFiles.of("--topic.clicks.format", "notices", file).err)
        .contains("topic.clicks.format must be avro");
    assertThat(ImportedFiles.of("--time-from", "file-name:{", file).status).isEqualTo(2);
    assertThat(ImportedFiles.of("--time-from", "2026-02-03", file).err)
        .contains("time-from '2026-02-03': no time such as 2026-02-03T00:00:00Z");
    assertThat(ImportedFiles.of("--time-from", "", file).status).isZero();
    assertThat(ImportedFiles.of("--dead-letters", folder.resolve("none/x"), file).err)
        .contains("cannot write dead letters or progress", "none");
    assertThat(ImportedFiles.of("--help").out).contains("import FILE...", "--time-from");
  }

  private static List<String> report(ImportedFiles imported) {
    return imported.out.lines().map(line -> line.strip().replaceAll(" +", " ")).toList();
  }

  private List<Long> times(Object... args) {
    return ImportedFiles.of(args).sent.stream().map(sent -> sent.timestamp()).toList();
  }

  private static List<String> topics(ImportedFiles imported) {
    return imported.sent.stream().map(sent -> sent.topic()).toList();
  }

  private static List<String> keys(ImportedFiles imported) {
    return imported.sent.stream().map(sent -> new String(sent.key(), UTF_8)).toList();
  }

  private static String[] many(int count) {
    return IntStream.range(0, count).mapToObj(i -> request("" + i, i)).toArray(String[]::new);
  }

  private static String request(String id, int second) {
    return "{\"ts\":%d,\"bidrequest\":{\"id\":\"%s\",\"imp\":[{\"id\":\"1\",\"ext\":{\"pad\":\"%s\"}}]}}"
        .formatted(1_772_323_200 + second, id, "p".repeat(100));
  }

  private static String response(String id) {
    return "{\"ts\":1772323209,\"bidresponse\":{\"id\":\"%s\",\"seatbid\":[]}}".formatted(id);
  }

  private Path file(String name, String... lines) throws IOException {
    return Files.write(folder.resolve(name), lines(lines));
  }

  private static byte[] lines(String... lines) {
    return Arrays.stream(lines)
        .map(line -> line + "\n")
        .collect(Collectors.joining())
        .getBytes(UTF_8);
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  private static byte[] concat(byte[] one, byte[] other) {
    byte[] all = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, all, one.length, other.length);
    return all;
  }
}
