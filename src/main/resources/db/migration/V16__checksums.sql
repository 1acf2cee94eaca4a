-- CRC-32C of the array; null where a former version of the service has not noted it.
alter table checkpoint add column parameters_crc bigint;
alter table checkpoint add column updater_state_crc bigint;
alter table best_model add column parameters_crc bigint;
