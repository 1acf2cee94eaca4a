package dev.trainyard.problem;

import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Answers every exception of a controller with a problem. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {}
