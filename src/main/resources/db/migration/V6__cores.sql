-- The cores that a trial had for itself while it trained an epoch: without them its seconds tell little of other trials.
alter table epoch add column cores double precision;
