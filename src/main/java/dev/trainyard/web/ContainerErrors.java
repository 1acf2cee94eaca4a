package dev.trainyard.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
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
    /** Within which the rest of a body must come that was not read, for the connection to go on. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
      super.invoke(request, response);
      if (!request.isAsync() && hasBodyLeft(request)) {
        response.finishResponse();
        if (!readRest(request)) {
          // Tomcat would read on for as long as a byte comes now and then.
          request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        }
      }
    }

    private static boolean hasBodyLeft(Request request) {
      AtomicBoolean read = new AtomicBoolean();
      request.getCoyoteRequest().action(ActionCode.REQUEST_BODY_FULLY_READ, read);
      return !read.get();
    }

    /** From below the servlet's stream, which whoever refused the request may have closed. */
    private static boolean readRest(Request request) {
      long begin = System.nanoTime();
      Discarded rest = new Discarded();
      try {
        while (request.getCoyoteRequest().doRead(rest) >= 0) {
          if (System.nanoTime() - begin > PATIENCE.toNanos()) {
            return false;
          }
        }
        return true;
      } catch (IOException e) {
        return false;
      }
    }

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

  /** Takes what nobody wants to have. */
  private static final class Discarded implements ApplicationBufferHandler {
    private ByteBuffer buffer = ByteBuffer.allocate(0);

    @Override
    public void setByteBuffer(ByteBuffer buffer) {
      this.buffer = buffer;
    }

    @Override
    public ByteBuffer getByteBuffer() {
      return buffer;
    }

    @Override
    public void expand(int size) {
      // It is the connector's buffer that is handed over.
    }
  }
}
