package dev.trainyard.study;

import java.util.List;

/**
 * A page of the list of studies.
 *
 * @param page from 0
 */
record StudyPage(List<StudyView> items, int page, int size, long totalItems, int totalPages) {}
