-- Processes of the service that died with a trial since its last epoch: until now the running attempt was among them.
alter table trial rename column fruitless_attempts to process_deaths;
update trial set process_deaths = process_deaths - 1 where status = 'RUNNING' and process_deaths > 0;

-- Processes of the trial's own that died since its last epoch while the service lived.
alter table trial add column own_process_deaths integer default 0 not null;

-- Why an attempt had a process of its own, and how that died.
alter table attempt add column isolation varchar(200);
alter table attempt add column death varchar(200);
