-- Trials by status and the queue's length and age are read without the rows themselves.
create index trial_by_status on trial (status);

create index scheduled_tasks_by_waiting on scheduled_tasks (picked, execution_time);
