-- An experiment that trains a trial again goes when the trial goes.
alter table experiment add column retrained_trial_id bigint references trial (id) on delete cascade;
-- The epochs that the trial had then.
alter table experiment add column retrained_epochs integer default 0 not null;

create index experiment_by_retrained_trial on experiment (retrained_trial_id);
