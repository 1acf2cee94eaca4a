package dev.trainyard.experiment.web;

import dev.trainyard.experiment.OnH2;

@OnH2
class AllEventsOnH2IT extends AllEventsContract {}
