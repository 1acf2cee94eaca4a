-- One order of all experiments' events, with what the deletion of an experiment leaves behind for a day. A number is drawn
-- before its transaction ends: a later one may be seen first.
create sequence event_number;

alter table event add column global_number bigint default nextval('event_number') not null;

create unique index event_by_global_number on event (global_number);

create table deletion (
  global_number bigint default nextval('event_number') primary key,
  experiment_id bigint not null,
  at timestamp(6) with time zone not null
);
