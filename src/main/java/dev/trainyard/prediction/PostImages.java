package dev.trainyard.prediction;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.core.annotation.AliasFor;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;

/** A call that takes images in any of the forms in which they may come. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@RequestMapping(
    method = RequestMethod.POST,
    consumes = {
      MediaType.APPLICATION_JSON_VALUE,
      MediaType.MULTIPART_FORM_DATA_VALUE,
      MediaType.IMAGE_PNG_VALUE,
      MediaType.IMAGE_JPEG_VALUE,
      MediaType.IMAGE_GIF_VALUE,
      PostImages.WEBP
    })
@RequestBody(
    required = true,
    description =
        "One image as the body, up to 100 as files of a form, or up to 100 as arrays of pixels in JSON",
    content = {
      @Content(
          mediaType = MediaType.APPLICATION_JSON_VALUE,
          schema = @Schema(implementation = PredictionRequest.class),
          examples = @ExampleObject(name = "a one in 6x8 pixels", value = PostImages.ONE)),
      @Content(
          mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
          schema = @Schema(type = "object", description = "Each part is a file")),
      @Content(
          mediaType = MediaType.IMAGE_PNG_VALUE,
          schema = @Schema(type = "string", format = "binary")),
      @Content(
          mediaType = MediaType.IMAGE_JPEG_VALUE,
          schema = @Schema(type = "string", format = "binary")),
      @Content(
          mediaType = MediaType.IMAGE_GIF_VALUE,
          schema = @Schema(type = "string", format = "binary")),
      @Content(mediaType = PostImages.WEBP, schema = @Schema(type = "string", format = "binary"))
    })
@ApiResponse(responseCode = "200", description = "A prediction for each image, in their order")
@ApiResponse(
    responseCode = "409",
    description = "Nothing is trained yet, or a network has diverged")
@ApiResponse(
    responseCode = "413",
    description = "The body, an image or the number of images is too large")
@ApiResponse(responseCode = "415", description = "The body is none of these, or it is compressed")
@ApiResponse(
    responseCode = "429",
    description = "There is no room for more images at once; Retry-After says when to ask again")
@interface PostImages {
  /** Spring has no name for it. */
  String WEBP = "image/webp";

  /** A one, dark on light, 6 pixels wide. */
  String ONE =
      """
      {"width":6,"height":8,"channels":1,"images":[[255,255,255,255,255,255, 255,255,255,20,255,255, 255,255,20,20,255,255,
       255,255,255,20,255,255, 255,255,255,20,255,255, 255,255,255,20,255,255, 255,255,255,20,255,255,
       255,255,255,255,255,255]]}""";

  /** Its path. */
  @AliasFor(annotation = RequestMapping.class, attribute = "path")
  String value();
}
