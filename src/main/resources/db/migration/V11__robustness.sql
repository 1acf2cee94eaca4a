-- A trial's model on test images that were shifted; the accuracies are over the directions of the shift.
create table shift_score (
  trial_id bigint not null references trial (id) on delete cascade,
  epoch integer not null,
  pixels integer not null,
  accuracy double precision not null,
  lowest double precision not null,
  primary key (trial_id, pixels)
);
