-- Numbered without gaps under the experiment's lock, so that a reader who has seen one misses none before it.
create table event (
  experiment_id bigint not null references experiment (id) on delete cascade,
  number bigint not null,
  type varchar(16) not null,
  at timestamp(6) with time zone not null,
  data varchar(20000) not null,
  primary key (experiment_id, number)
);

alter table experiment add column events bigint default 0 not null;
