create table idempotency_key (
  key_text varchar(200) primary key,
  request_sha256 varchar(64) not null,
  experiment_id bigint not null,
  created_at timestamp(6) with time zone not null
);

create index idempotency_key_by_age on idempotency_key (created_at);

-- What its epochs cost depends on: see Workload.
alter table trial add column workload varchar(64) not null;

create index trial_by_workload on trial (workload);

-- Whether the updater's state was dropped when the trial was complete.
alter table checkpoint add column reduced boolean not null default false;
