alter table study add column author varchar(200);
