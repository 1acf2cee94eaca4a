-- With averaged weights: those that training goes on from, for the parameters are the average; otherwise empty.
alter table checkpoint add column unaveraged binary_data default '' not null;
alter table checkpoint add column unaveraged_crc bigint;
