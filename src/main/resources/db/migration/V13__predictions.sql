-- What a completed trial's network said of each image, packed as engine.Predictions does.
create table prediction (
  trial_id bigint not null references trial (id) on delete cascade,
  images varchar(10) not null,
  epoch integer not null,
  image_count integer not null,
  packed binary_data not null,
  primary key (trial_id, images, epoch)
);
