package io.bidlake.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import io.bidlake.testing.IdeRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * A run configuration for an IDE.
 *
 * @param address host and port of the process that it attaches to; empty for one that starts a
 *     program
 */
record RunConfiguration(
    String name,
    String module,
    String main,
    String arguments,
    String jvmOptions,
    Map<String, String> environment,
    String address) {

  boolean starts() {
    return address.isEmpty();
  }

  /** Those of VS Code, by their names. */
  static Map<String, RunConfiguration> ofVsCode() throws IOException {
    Map<String, RunConfiguration> runs = new TreeMap<>();
    IdeRun.configurations()
        .map(RunConfiguration::ofVsCode)
        .forEach(run -> runs.put(run.name(), run));
    return runs;
  }

  private static RunConfiguration ofVsCode(JsonNode run) {
    Map<String, String> environment = new TreeMap<>();
    run.path("env")
        .properties()
        .forEach(variable -> environment.put(variable.getKey(), variable.getValue().asText()));
    return new RunConfiguration(
        run.path("name").asText(),
        run.path("projectName").asText(),
        run.path("mainClass").asText(),
        run.path("args").asText(),
        run.path("vmArgs").asText(),
        environment,
        run.has("port") ? run.path("hostName").asText() + ":" + run.path("port").asText() : "");
  }

  /** Those of IntelliJ, by their names. */
  static Map<String, RunConfiguration> ofIntelliJ()
      throws IOException, SAXException, ParserConfigurationException {
    DocumentBuilder xml = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    Map<String, RunConfiguration> runs = new TreeMap<>();
    for (Path file : Project.files(".run", ".run.xml")) {
      RunConfiguration run =
          ofIntelliJ(
              elements(xml.parse(file.toFile()).getDocumentElement(), "configuration").get(0));
      runs.put(run.name(), run);
    }
    return runs;
  }

  private static RunConfiguration ofIntelliJ(Element run) {
    Map<String, String> options = named(run, "option");
    return new RunConfiguration(
        run.getAttribute("name"),
        elements(run, "module").get(0).getAttribute("name"),
        options.getOrDefault("MAIN_CLASS_NAME", ""),
        options.getOrDefault("PROGRAM_PARAMETERS", ""),
        options.getOrDefault("VM_PARAMETERS", ""),
        named(run, "env"),
        options.containsKey("PORT") ? options.get("HOST") + ":" + options.get("PORT") : "");
  }

  private static Map<String, String> named(Element parent, String tag) {
    Map<String, String> values = new TreeMap<>();
    elements(parent, tag)
        .forEach(it -> values.put(it.getAttribute("name"), it.getAttribute("value")));
    return values;
  }

  private static List<Element> elements(Element parent, String tag) {
    NodeList nodes = parent.getElementsByTagName(tag);
    return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i)).toList();
  }
}
