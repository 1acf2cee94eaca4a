-- The one type that the two databases name differently.
create domain binary_data as bytea;
