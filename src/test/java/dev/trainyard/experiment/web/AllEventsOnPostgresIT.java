package dev.trainyard.experiment.web;

import dev.trainyard.experiment.OnPostgres;

@OnPostgres
class AllEventsOnPostgresIT extends AllEventsContract {}
