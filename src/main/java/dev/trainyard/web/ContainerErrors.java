package dev.trainyard.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** Answers what Tomcat refuses before any servlet sees it, such as a malformed URL. */
@Component
class ContainerErrors implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

  /** What is wrong with what only the container looks at. */
  static final String MALFORMED = "the request is not valid HTTP or its URL is malformed";

  @Override
  public void customize(TomcatServletWebServerFactory factory) {
    factory.addContextCustomizers(
        context -> context.getParent().getPipeline().addValve(new ProblemReport()));
  }

  /** Stands in front of Tomcat's own report, which is HTML. */
  private static final class ProblemReport extends ErrorReportValve {
    @Override
    protected void report(Request request, Response response, @Nullable Throwable thrown) {
      int status = response.getStatus();
      if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
        return;
      }
      HttpStatus known = HttpStatus.resolve(status);
      String title = known == null ? "Error" : known.getReasonPhrase();
      String body =
          """
          {"title":"%s","status":%d,"detail":"%s"}"""
              .formatted(title, status, detail(status));
      ProtectiveHeaders.writeTo(response);
      response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
      try {
        response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
        response.finishResponse();
      } catch (IOException e) {
        container.getLogger().debug("the client is gone", e);
      }
    }

    private static String detail(int status) {
      return status == HttpStatus.NOT_IMPLEMENTED.value()
          ? "the method or the Transfer-Encoding is not known here; the answer to OPTIONS lists the methods, and a body comes as it is or chunked"
          : MALFORMED;
    }
  }
}
