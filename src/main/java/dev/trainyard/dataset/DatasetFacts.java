package dev.trainyard.dataset;

import java.util.List;

/**
 * What is known of a dataset before any of it is fetched.
 *
 * @param name the name that requests use
 * @param title the name that people use
 * @param description what the images show and where they come from
 * @param height pixels from top to bottom
 * @param width pixels from left to right
 * @param channels values per pixel, 1 for grey
 * @param classes the classes' names; a label is an index into this list
 * @param trainCount images in the train split
 * @param testCount images in the test split
 * @param trainImages the file with the images of the train split
 * @param trainLabels the file with the labels of the train split
 * @param testImages the file with the images of the test split
 * @param testLabels the file with the labels of the test split
 */
public record DatasetFacts(
    String name,
    String title,
    String description,
    int height,
    int width,
    int channels,
    List<String> classes,
    int trainCount,
    int testCount,
    DataFile trainImages,
    DataFile trainLabels,
    DataFile testImages,
    DataFile testLabels) {

  /** The files that hold the dataset. */
  public List<DataFile> files() {
    return List.of(trainImages, trainLabels, testImages, testLabels);
  }
}
