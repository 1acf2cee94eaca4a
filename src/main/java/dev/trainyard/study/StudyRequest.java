package dev.trainyard.study;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.refusal.LineOfText;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What a user asks for.
 *
 * @param name the template's title when left out
 * @param priority of all the study's experiments; 0 when left out
 */
record StudyRequest(
    @NotNull
        @Schema(
            example = "mnist-assignment",
            description = "The name of a template; GET /studies/templates lists them")
        String template,
    @LineOfText @Size(min = 1, max = 200) @Nullable String name,
    @Min(-100)
        @Max(100)
        @Schema(
            description =
                "Of all its experiments: those with a higher one go first; the default is 0")
        @Nullable Integer priority,
    @JsonInclude(JsonInclude.Include.NON_NULL)
        @LineOfText
        @Size(min = 1, max = 200)
        @Schema(
            example = "Ada Lovelace",
            description = "Who hands the report in: named below its title; none when left out")
        @Nullable String author) {}
