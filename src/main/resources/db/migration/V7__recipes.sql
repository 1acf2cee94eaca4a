-- The value of what the best epoch is best in: accuracy, or with early stopping perhaps the loss.
alter table trial add column best_value double precision default 0 not null;
update trial set best_value = best_validation_accuracy;

alter table trial add column stopped_early boolean default false not null;

-- With a holdout: the test split, scored when the trial was complete.
alter table trial add column test_epoch integer;
alter table trial add column test_images integer;
alter table trial add column test_loss double precision;
alter table trial add column test_accuracy double precision;

-- The best epoch's parameters as soon as the checkpoint has gone on from it.
create table best_model (
  trial_id bigint primary key references trial (id) on delete cascade,
  epoch integer not null,
  parameters binary_data not null
);
