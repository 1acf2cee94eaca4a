-- Whether the trial ran out of memory, since its last epoch, in a process that it shared with other trials.
alter table trial add column out_of_memory boolean default false not null;
