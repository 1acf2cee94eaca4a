package dev.trainyard.web;

import dev.trainyard.refusal.Outage;
import dev.trainyard.refusal.Refusal;
import dev.trainyard.refusal.WrongField;
import java.lang.reflect.AnnotatedElement;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.method.MethodValidationResult;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.databind.json.JsonMapper;

/** Answers every exception of a controller, and of looking for one, with a problem. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {
  private final Wanted wanted;
  private final ObjectProvider<Outage> outages;

  ProblemAdvice(JsonMapper mapper, ObjectProvider<Outage> outages) {
    this.wanted = new Wanted(mapper);
    this.outages = outages;
  }

  @ExceptionHandler
  @Nullable ResponseEntity<Object> unexpected(Exception e, WebRequest request) {
    return handleExceptionInternal(
        e, null, HttpHeaders.EMPTY, HttpStatusCode.valueOf(500), request);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleExceptionInternal(
      Exception e,
      @Nullable Object body,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    if (clientIsGone(e)) {
      return null;
    }
    ProblemDetail problem = inWords(e, request);
    HttpHeaders all = new HttpHeaders(headers);
    if (e instanceof Refusal refusal) {
      refusal
          .retryAfter()
          .ifPresent(time -> all.set(HttpHeaders.RETRY_AFTER, String.valueOf(time.toSeconds())));
    }
    return super.handleExceptionInternal(
        e, problem, all, HttpStatusCode.valueOf(problem.getStatus()), request);
  }

  /**
   * Whether nobody is left to be answered. Only the container knows; messages do not tell, as the
   * connection to a database breaks with the same ones as a client's.
   */
  private static boolean clientIsGone(Throwable e) {
    return Stream.iterate(e, Objects::nonNull, Throwable::getCause)
        .anyMatch(
            cause ->
                cause instanceof ClientAbortException
                    || cause instanceof AsyncRequestNotUsableException);
  }

  @Override
  protected ResponseEntity<Object> createResponseEntity(
      @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
    HttpHeaders all = new HttpHeaders(headers);
    all.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    return new ResponseEntity<>(body, all, status);
  }

  private ProblemDetail inWords(Exception e, WebRequest request) {
    return switch (e) {
      case HttpMessageNotReadableException _ ->
          badRequest(WrongField.BODY, "is missing; a JSON object is needed");
      case InvalidParameterException _ ->
          badRequest(
              "query",
              "cannot be read; it must be made of name=value, joined by & and percent-encoded as UTF-8");
      case MissingServletRequestParameterException missing ->
          badRequest(missing.getParameterName(), "is missing");
      case TypeMismatchException mismatch ->
          badRequest(
              name(mismatch),
              "must be %s, not \"%s\""
                  .formatted(
                      wanted.describe(
                          mismatch.getRequiredType(),
                          String.valueOf(mismatch.getValue()),
                          place(mismatch)),
                      mismatch.getValue()));
      case MethodArgumentNotValidException invalid -> badRequest(fields(invalid.getFieldErrors()));
      case MethodValidationResult invalid when !invalid.isForReturnValue() ->
          badRequest(parameters(invalid));
      case HttpRequestMethodNotSupportedException method ->
          detailed(
              method,
              "%s is not possible here; possible are: %s"
                  .formatted(
                      method.getMethod(),
                      joined(
                          Objects.requireNonNullElse(method.getSupportedHttpMethods(), Set.of()))));
      case HttpMediaTypeNotSupportedException media ->
          detailed(
              media,
              "the body must be sent with Content-Type: %s; %s"
                  .formatted(
                      concrete(media.getSupportedMediaTypes()),
                      sent(request, HttpHeaders.CONTENT_TYPE)
                          .map("it was "::concat)
                          .orElse("there was none")));
      case HttpMediaTypeNotAcceptableException media ->
          detailed(
              media,
              media.getSupportedMediaTypes().isEmpty()
                  ? "this can be answered as: %s; the header Accept must be a list of media types, not %s"
                      .formatted(
                          MediaType.APPLICATION_JSON,
                          sent(request, HttpHeaders.ACCEPT).orElse("empty"))
                  : "this can be answered as: %s; the header Accept names none of them"
                      .formatted(concrete(media.getSupportedMediaTypes())));
      case NoResourceFoundException nothing -> detailed(nothing, Wanted.NOTHING_HERE);
      case Refusal refusal -> problem(refusal);
      case ErrorResponse response when response.getStatusCode().is4xxClientError() ->
          response.getBody();
      default -> outage().map(ProblemAdvice::problem).orElseGet(() -> Incident.of(e));
    };
  }

  /** What fails during an outage needs no other reason. */
  private Optional<Refusal> outage() {
    return outages.stream().flatMap(outage -> outage.current().stream()).findFirst();
  }

  private static ProblemDetail badRequest(String field, String message) {
    return badRequest(List.of(new WrongField(field, message)));
  }

  private static ProblemDetail badRequest(List<WrongField> errors) {
    return problem(Refusal.invalid(errors));
  }

  private static ProblemDetail problem(Refusal refusal) {
    ProblemDetail problem =
        ProblemDetail.forStatusAndDetail(status(refusal.kind()), refusal.getMessage());
    if (!refusal.errors().isEmpty()) {
      problem.setProperty("errors", refusal.errors());
    }
    return problem;
  }

  private static HttpStatus status(Refusal.Kind kind) {
    return switch (kind) {
      case INVALID -> HttpStatus.BAD_REQUEST;
      case UNKNOWN -> HttpStatus.NOT_FOUND;
      case CONFLICT -> HttpStatus.CONFLICT;
      case TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
      case TOO_SLOW -> HttpStatus.REQUEST_TIMEOUT;
      case BUSY -> HttpStatus.TOO_MANY_REQUESTS;
      case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
    };
  }

  /** A header as the client wrote it, whether or not it can be read. */
  private static Optional<String> sent(WebRequest request, String header) {
    return Optional.ofNullable(request.getHeader(header)).filter(text -> !text.isBlank());
  }

  private static ProblemDetail detailed(ErrorResponse response, String detail) {
    return ProblemDetail.forStatusAndDetail(response.getStatusCode(), detail);
  }

  private static String name(TypeMismatchException e) {
    return e instanceof MethodArgumentTypeMismatchException argument
        ? argument.getName()
        : String.valueOf(e.getPropertyName());
  }

  private static @Nullable AnnotatedElement place(TypeMismatchException e) {
    return e instanceof MethodArgumentTypeMismatchException argument
        ? argument.getParameter().getParameter()
        : null;
  }

  private static List<WrongField> parameters(MethodValidationResult invalid) {
    return invalid.getParameterValidationResults().stream()
        .flatMap(
            result ->
                result instanceof ParameterErrors bean
                    ? fields(bean.getFieldErrors()).stream()
                    : parameter(result).stream())
        .toList();
  }

  private static List<WrongField> parameter(ParameterValidationResult result) {
    String name = sentAs(result.getMethodParameter());
    return result.getResolvableErrors().stream()
        .map(error -> new WrongField(name, String.valueOf(error.getDefaultMessage())))
        .toList();
  }

  /** The name that a client knows a parameter by. */
  private static String sentAs(MethodParameter parameter) {
    RequestHeader header = parameter.getParameterAnnotation(RequestHeader.class);
    return header == null || header.name().isEmpty()
        ? String.valueOf(parameter.getParameterName())
        : header.name();
  }

  private static List<WrongField> fields(
      List<org.springframework.validation.FieldError> fieldErrors) {
    return fieldErrors.stream()
        .map(error -> new WrongField(error.getField(), String.valueOf(error.getDefaultMessage())))
        .toList();
  }

  /** Those that can be written into a header as they stand. */
  private static String concrete(List<MediaType> types) {
    return joined(types.stream().filter(MediaType::isConcrete).distinct().toList());
  }

  private static String joined(Collection<?> values) {
    return values.stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
  }
}
