-- A key remembers where to look for what it has queued, an experiment or a study.
alter table idempotency_key add column location varchar(200);

update idempotency_key k set location = coalesce(
  (select '/studies/' || s.study_id from study_experiment s where s.experiment_id = k.experiment_id),
  '/experiments/' || k.experiment_id);

alter table idempotency_key alter column location set not null;

alter table idempotency_key drop column experiment_id;
