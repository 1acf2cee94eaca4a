-- CRC-32C of what is packed; null where a former version of the service has not noted it.
alter table prediction add column packed_crc bigint;
